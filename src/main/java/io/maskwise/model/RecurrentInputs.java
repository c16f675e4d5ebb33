package io.maskwise.model;

import java.util.List;
import java.util.Map;

/**
 * What a recurrent layer is called with, found to fit.
 *
 * @param sequence {@code [batch, time, features]}
 * @param state its initial state's vectors, {@code [batch, units]} each; none = zeros
 */
record RecurrentInputs(Activation sequence, List<Tensor> state) {
    /**
     * The inputs of one call.
     *
     * @param parameters the layer's own, whose kernel says how many features a step has
     * @throws IllegalArgumentException if they are too many or too few, or one has the wrong size
     */
    static RecurrentInputs of(Recurrent layer, List<Activation> inputs, Map<String, Tensor> parameters) {
        String name = layer.getClass().getSimpleName();
        requireCount(name, inputs.size(), layer.stateVectors());
        Tensor values = inputs.get(0).values();
        int features = Parameters.of(parameters, RecurrentPass.KERNEL).dimension(0);
        if (values.rank() != 3 || values.features() != features) {
            throw new IllegalArgumentException(
                    "Invalid input of " + name + ": " + values + " (must be [batch, time, " + features + "])");
        }
        int units = layer.settings().units();
        List<Tensor> state = inputs.stream().skip(1).map(Activation::values).toList();
        for (Tensor vectors : state) {
            if (vectors.rank() != 2 || vectors.dimension(0) != values.dimension(0) || vectors.features() != units) {
                throw new IllegalArgumentException("Invalid initial state of " + name + ": " + vectors + " (must be ["
                        + values.dimension(0) + ", " + units + "], a vector for each row)");
            }
        }
        return new RecurrentInputs(inputs.get(0), state);
    }

    /** @throws IllegalArgumentException unless there are a sequence and all vectors of a state, or none */
    static void requireCount(String layer, int inputs, int stateVectors) {
        if (inputs != 1 && inputs != 1 + stateVectors) {
            throw new IllegalArgumentException("Invalid number of inputs of " + layer + ": " + inputs
                    + " (must be 1, or " + (1 + stateVectors) + " with an initial state)");
        }
    }

    int batch() {
        return sequence.values().dimension(0);
    }

    int time() {
        return sequence.values().dimension(1);
    }

    /** The number of steps of all rows, real or not. */
    int positions() {
        return batch() * time();
    }
}
