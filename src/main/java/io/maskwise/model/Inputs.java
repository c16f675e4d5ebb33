package io.maskwise.model;

import java.util.List;

/** What layers ask of their inputs; each refusal names the layer. */
final class Inputs {
    private Inputs() {}

    static IllegalArgumentException refused(Layer layer, Object found, String wanted) {
        return new IllegalArgumentException(
                "Invalid input of " + layer.getClass().getSimpleName() + ": " + found + " (must be " + wanted + ")");
    }

    /** The one input of a layer that takes one. */
    static <T> T one(Layer layer, List<T> inputs) {
        if (inputs.size() != 1) {
            throw refused(layer, inputs.size() + " inputs", "one");
        }
        return inputs.get(0);
    }

    /** The one input of a layer, which is made of real numbers. */
    static Shape numbers(Layer layer, List<Shape> inputs) {
        Shape input = one(layer, inputs);
        if (input.isTokens()) {
            throw refused(layer, "token ids", "real numbers; embed them first");
        }
        return input;
    }

    /** The one input of a layer, which is a sequence of vectors. */
    static Shape sequence(Layer layer, List<Shape> inputs) {
        Shape input = one(layer, inputs);
        if (!input.isSequence()) {
            throw refused(layer, input, "(batch, time, features)");
        }
        return input;
    }

    /** The one input of a layer, which is a sequence of vectors of so many features. */
    static Activation sequenceValues(Layer layer, List<Activation> inputs) {
        Activation input = one(layer, inputs);
        if (input.values().rank() != 3) {
            throw refused(layer, input.values(), "[batch, time, features]");
        }
        return input;
    }
}
