package io.maskwise.model;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * A layer in its place: what laws are measured on.
 *
 * @param name its name in the results
 * @param layer the layer
 * @param parameters its parameters, by name
 * @param inputs a sample of its inputs, with their masks
 * @param observed how many of its first outputs are only looked at: no gradient comes back to them
 */
record Measured(String name, Layer layer, Map<String, Tensor> parameters, List<Activation> inputs, int observed) {
    Measured {
        inputs = List.copyOf(inputs);
    }

    LayerPass run(List<Activation> activations) {
        return layer.forward(activations, parameters, Call.inference());
    }

    /** Zeros of the parameters' shapes, for their gradients. */
    Map<String, Tensor> zeros() {
        Map<String, Tensor> zeros = new LinkedHashMap<>();
        parameters.forEach((parameter, tensor) -> zeros.put(parameter, Tensor.zeros(tensor.shape())));
        return zeros;
    }

    /** A random gradient for each output, at real steps; zeros where an output is only looked at. */
    List<double[]> upstream(Random random) {
        List<Activation> outputs = run(inputs).outputs();
        return IntStream.range(0, outputs.size())
                .mapToObj(i -> {
                    Activation output = outputs.get(i);
                    int length = Relayout.realValues(output.values(), output.mask()).length;
                    return i < observed
                            ? new double[length]
                            : random.doubles(length, -1, 1).toArray();
                })
                .toList();
    }

    boolean isMasked() {
        return inputs.stream().anyMatch(input -> input.mask().isPresent());
    }

    /** Whether steps must stay where they are: also those of a sequence without a mask, and so what flows beside it. */
    boolean keepsPlaces() {
        return layer.dependsOnPlaces() || inputs.stream().anyMatch(this::isUnmaskedBesideMasked);
    }

    private boolean isUnmaskedBesideMasked(Activation input) {
        Optional<Integer> time = input.mask().isEmpty() && input.values().rank() > 2
                ? Optional.of(input.values().dimension(1))
                : Optional.empty();
        return time.isPresent()
                && inputs.stream()
                        .anyMatch(other -> other.mask().isPresent()
                                && time.get() == other.mask().get().time());
    }
}
