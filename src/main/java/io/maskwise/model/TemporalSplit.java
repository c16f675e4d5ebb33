package io.maskwise.model;

import io.maskwise.sequence.Mask;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Splits a sequence into two of half its padded length, and its mask with it; the guide's {@code TemporalSplit}.
 *
 * <p>Input {@code [batch, time, features]} with an even time, outputs {@code [batch, time / 2, features]}. Where the
 * middle is depends on the padded length, so that padding itself cannot be invisible to this layer; what stands under
 * the mask is.
 *
 * @see <a href="https://keras.io/guides/understanding_masking_and_padding/">Keras: Masking &amp; padding</a>
 */
public record TemporalSplit() implements Layer {
    private static final int PARTS = 2;

    @Override
    public MaskFlow maskFlow() {
        return MaskFlow.CHANGES;
    }

    @Override
    public boolean dependsOnPlaces() {
        return true;
    }

    @Override
    public Shape outputShape(List<Shape> inputs) {
        Shape input = inputs.get(0);
        if (inputs.size() != 1 || !input.isSequence()) {
            throw new IllegalArgumentException(
                    "Invalid input of TemporalSplit: " + inputs + " (must be one (batch, time, features))");
        }
        return input;
    }

    @Override
    public List<Shape> outputShapes(List<Shape> inputs) {
        return List.of(outputShape(inputs), outputShape(inputs));
    }

    @Override
    public List<Boolean> outputsMasked(List<Boolean> inputs) {
        return List.of(inputs.get(0), inputs.get(0));
    }

    @Override
    public Optional<Mask> computeMask(List<Activation> inputs) {
        return computeMasks(inputs).get(0);
    }

    @Override
    public List<Optional<Mask>> computeMasks(List<Activation> inputs) {
        Optional<Mask> mask = inputs.get(0).mask();
        return List.of(mask.map(whole -> half(whole, 0)), mask.map(whole -> half(whole, 1)));
    }

    private static Mask half(Mask whole, int part) {
        int time = whole.time() / PARTS;
        return Mask.of(Arrays.stream(whole.toRows())
                .map(row -> Arrays.copyOfRange(row, part * time, (part + 1) * time))
                .toArray(boolean[][]::new));
    }

    @Override
    public LayerPass forward(List<Activation> inputs, Map<String, Tensor> parameters, Call call) {
        Tensor values = inputs.get(0).clearedValues();
        if (values.dimension(1) % PARTS != 0) {
            throw new IllegalArgumentException("Cannot split a sequence of " + values.dimension(1)
                    + " steps in two (must be an even number; pad to a multiple of 2)");
        }
        List<Optional<Mask>> masks = computeMasks(inputs);
        return new Pass(
                List.of(new Activation(half(values, 0), masks.get(0)), new Activation(half(values, 1), masks.get(1))),
                inputs.get(0).mask());
    }

    private static Tensor half(Tensor whole, int part) {
        int[] shape = whole.shape();
        shape[1] /= PARTS;
        Tensor half = Tensor.zeros(shape);
        int length = shape[1] * whole.features();
        for (int row = 0; row < shape[0]; row++) {
            System.arraycopy(whole.values(), (row * PARTS + part) * length, half.values(), row * length, length);
        }
        return half;
    }

    private record Pass(List<Activation> outputs, Optional<Mask> mask) implements LayerPass {
        @Override
        public Activation output() {
            return outputs.get(0);
        }

        @Override
        public List<Tensor> backward(Tensor upstream, Map<String, Tensor> gradients) {
            return backward(List.of(upstream, Tensor.zeros(upstream.shape())), gradients);
        }

        @Override
        public List<Tensor> backward(List<Tensor> upstream, Map<String, Tensor> gradients) {
            int[] shape = upstream.get(0).shape();
            int length = shape[1] * upstream.get(0).features();
            shape[1] *= PARTS;
            Tensor joined = Tensor.zeros(shape);
            for (int part = 0; part < PARTS; part++) {
                for (int row = 0; row < shape[0]; row++) {
                    System.arraycopy(
                            upstream.get(part).values(),
                            row * length,
                            joined.values(),
                            (row * PARTS + part) * length,
                            length);
                }
            }
            return List.of(new Activation(joined, mask).clearedValues());
        }
    }
}
