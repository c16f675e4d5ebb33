package io.maskwise.model;

import static org.nd4j.linalg.indexing.NDArrayIndex.all;
import static org.nd4j.linalg.indexing.NDArrayIndex.interval;

import io.maskwise.sequence.Mask;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.factory.ops.NDBase;

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
    public LayerPass forward(List<Activation> inputs, Map<String, INDArray> parameters) {
        LayerPass forward = way(TimeDirection.FORWARDS).forward(inputs, part(parameters, FORWARD));
        LayerPass backward = way(TimeDirection.BACKWARDS).forward(inputs, part(parameters, BACKWARD));
        INDArray joined = Nd4j.concat(
                forward.output().values().rank() - 1,
                forward.output().values(),
                inReadingOrder(backward.output().values()));
        return new Pass(new Activation(joined, computeMask(inputs)), forward, backward);
    }

    /** A sequence's steps the other way round; a vector as it is. */
    private static INDArray inReadingOrder(INDArray values) {
        return values.rank() == 3 ? new NDBase().reverse(values.dup('c'), 1) : values;
    }

    private static Map<String, INDArray> part(Map<String, INDArray> arrays, String prefix) {
        Map<String, INDArray> part = new LinkedHashMap<>();
        arrays.forEach((name, array) -> {
            if (name.startsWith(prefix)) {
                part.put(name.substring(prefix.length()), array);
            }
        });
        return part;
    }

    private record Pass(Activation output, LayerPass forward, LayerPass backward) implements LayerPass {
        @Override
        public List<INDArray> backward(INDArray upstream, Map<String, INDArray> gradients) {
            int axis = upstream.rank() - 1;
            long units = upstream.size(axis) / 2;
            INDArray ahead = half(upstream, 0, units);
            INDArray back = inReadingOrder(half(upstream, units, 2 * units));
            INDArray gradient =
                    forward.backward(ahead, part(gradients, FORWARD)).get(0);
            return List.of(gradient.addi(
                    backward.backward(back, part(gradients, BACKWARD)).get(0)));
        }

        private static INDArray half(INDArray values, long from, long to) {
            return values.rank() == 3
                    ? values.get(all(), all(), interval(from, to))
                    : values.get(all(), interval(from, to));
        }
    }
}
