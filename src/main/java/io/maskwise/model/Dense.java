package io.maskwise.model;

import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The same affine map at every step, or of one vector; Keras' {@code Dense}.
 *
 * <p>Input {@code [batch, time, features]} or {@code [batch, features]}, output with {@code units} features. The mask
 * passes through.
 *
 * @param units the number of outputs
 */
public record Dense(int units) implements Layer {
    private static final String KERNEL = "kernel";
    private static final String BIAS = "bias";

    public Dense {
        if (units < 1) {
            throw new IllegalArgumentException("Invalid number of units: " + units + " (must be >= 1)");
        }
    }

    @Override
    public MaskFlow maskFlow() {
        return MaskFlow.PASSES;
    }

    @Override
    public Shape outputShape(List<Shape> inputs) {
        Shape input = inputs.get(0);
        if (input.equals(Shape.tokens())) {
            throw new IllegalArgumentException("Invalid input of Dense: token ids (must be vectors; embed them first)");
        }
        return input.isSequence() ? Shape.sequence(units) : Shape.vector(units);
    }

    @Override
    public List<Parameter> parameters(List<Shape> inputs) {
        return List.of(
                Parameter.matrix(KERNEL, inputs.get(0).features(), units, Initializer.GLOROT_UNIFORM),
                Parameter.vector(BIAS, units, Initializer.ZEROS));
    }

    @Override
    public LayerPass forward(List<Activation> inputs, Map<String, INDArray> parameters) {
        Activation input = inputs.get(0);
        INDArray kernel = Parameters.of(parameters, KERNEL);
        INDArray rows = asRows(input.clearedValues());
        INDArray values = rows.mmul(kernel).addiRowVector(Parameters.of(parameters, BIAS));
        long[] shape = input.values().shape().clone();
        shape[shape.length - 1] = units;
        Activation output = new Activation(values.dup('c').reshape('c', shape), input.mask());
        return new Pass(output, rows, kernel, input.values().shape());
    }

    private static INDArray asRows(INDArray values) {
        long features = values.size(values.rank() - 1);
        INDArray ordered = values.ordering() == 'c' && !values.isView() ? values : values.dup('c');
        return ordered.reshape('c', values.length() / features, features);
    }

    @SuppressWarnings("ArrayRecordComponent") // private and read once
    private record Pass(Activation output, INDArray rows, INDArray kernel, long[] inputShape) implements LayerPass {
        @Override
        public List<INDArray> backward(INDArray upstream, Map<String, INDArray> gradients) {
            INDArray delta = asRows(upstream);
            Parameters.of(gradients, KERNEL).addi(rows.transpose().mmul(delta));
            Parameters.of(gradients, BIAS).addi(delta.sum(0));
            return List.of(delta.mmul(kernel.transpose()).dup('c').reshape('c', inputShape));
        }
    }
}
