package io.maskwise.model;

import io.maskwise.sequence.Mask;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Two LSTMs reading in opposite ways, their outputs concatenated as [forward, backward]; Keras' {@code Bidirectional}.
 *
 * <p>As in Keras, masked steps of a sequence output are exactly zero. Parameters are named {@code forward/…} and
 * {@code backward/…}.
 *
 * @param units the size of each way's state; the output has twice as many features
 * @param output what the layer gives back
 */
public record Bidirectional(int units, RecurrentOutput output) implements Layer {
    private static final String FORWARD = "forward/";
    private static final String BACKWARD = "backward/";

    public Bidirectional {
        if (units < 1) {
            throw new IllegalArgumentException("Invalid number of units: " + units + " (must be >= 1)");
        }
    }

    private Lstm way(TimeDirection direction) {
        MaskedOutput masked = output == RecurrentOutput.SEQUENCE ? MaskedOutput.ZERO : MaskedOutput.REPEAT;
        return new Lstm(units, output, direction, masked);
    }

    @Override
    public MaskFlow maskFlow() {
        return way(TimeDirection.FORWARDS).maskFlow();
    }

    @Override
    public Shape outputShape(List<Shape> inputs) {
        Shape one = way(TimeDirection.FORWARDS).outputShape(inputs);
        return one.isSequence() ? Shape.sequence(2 * units) : Shape.vector(2 * units);
    }

    @Override
    public List<Parameter> parameters(List<Shape> inputs) {
        List<Parameter> parameters = new ArrayList<>();
        for (String prefix : List.of(FORWARD, BACKWARD)) {
            way(TimeDirection.FORWARDS).parameters(inputs).stream()
                    .map(one -> new Parameter(prefix + one.name(), one.shape(), one.initializer()))
                    .forEach(parameters::add);
        }
        return parameters;
    }

    @Override
    public Optional<Mask> computeMask(List<Activation> inputs) {
        return way(TimeDirection.FORWARDS).computeMask(inputs);
    }

    @Override
    public LayerPass forward(List<Activation> inputs, Map<String, Tensor> parameters, Call call) {
        LayerPass ahead = way(TimeDirection.FORWARDS).forward(inputs, part(parameters, FORWARD), call);
        LayerPass back = way(TimeDirection.BACKWARDS).forward(inputs, part(parameters, BACKWARD), call);
        int[] shape = ahead.output().values().shape();
        shape[shape.length - 1] = 2 * units;
        Tensor joined = Tensor.zeros(shape);
        copyHalf(ahead.output().values(), 0, joined, 0);
        copyHalf(inReadingOrder(back.output().values()), 0, joined, units);
        return new Pass(new Activation(joined, computeMask(inputs)), ahead, back);
    }

    /** Copies as many columns as the narrower of two tensors has, from a column on to a column on. */
    private static void copyHalf(Tensor from, int fromColumn, Tensor to, int toColumn) {
        int width = Math.min(from.features(), to.features());
        for (int row = 0; row < from.rows(); row++) {
            System.arraycopy(
                    from.values(),
                    row * from.features() + fromColumn,
                    to.values(),
                    row * to.features() + toColumn,
                    width);
        }
    }

    /** A sequence's steps the other way round; a vector as it is. */
    private static Tensor inReadingOrder(Tensor tensor) {
        if (tensor.rank() < 3) {
            return tensor;
        }
        Tensor reversed = Tensor.zeros(tensor.shape());
        int time = tensor.dimension(1);
        int width = tensor.features();
        for (int row = 0; row < tensor.dimension(0); row++) {
            for (int step = 0; step < time; step++) {
                int source = (row * time + time - 1 - step) * width;
                System.arraycopy(tensor.values(), source, reversed.values(), (row * time + step) * width, width);
            }
        }
        return reversed;
    }

    private static Map<String, Tensor> part(Map<String, Tensor> tensors, String prefix) {
        Map<String, Tensor> part = new LinkedHashMap<>();
        tensors.forEach((name, tensor) -> {
            if (name.startsWith(prefix)) {
                part.put(name.substring(prefix.length()), tensor);
            }
        });
        return part;
    }

    private record Pass(Activation output, LayerPass ahead, LayerPass back) implements LayerPass {
        @Override
        public List<Tensor> backward(Tensor upstream, Map<String, Tensor> gradients) {
            int units = upstream.features() / 2;
            Tensor ofAhead = half(upstream, 0);
            Tensor ofBack = inReadingOrder(half(upstream, units));
            Tensor gradient = ahead.backward(ofAhead, part(gradients, FORWARD)).get(0);
            Tensor other = back.backward(ofBack, part(gradients, BACKWARD)).get(0);
            for (int i = 0; i < gradient.values().length; i++) {
                gradient.values()[i] += other.values()[i];
            }
            return List.of(gradient);
        }

        private static Tensor half(Tensor upstream, int column) {
            int[] shape = upstream.shape();
            shape[shape.length - 1] /= 2;
            Tensor half = Tensor.zeros(shape);
            copyHalf(upstream, column, half, 0);
            return half;
        }
    }
}
