package io.maskwise.model;

import java.util.List;
import java.util.Map;

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
    public LayerPass forward(List<Activation> inputs, Map<String, Tensor> parameters, Call call) {
        Tensor input = inputs.get(0).clearedValues();
        Tensor kernel = Parameters.of(parameters, KERNEL);
        int[] shape = input.shape();
        shape[shape.length - 1] = units;
        Tensor values = Tensor.zeros(shape);
        for (int row = 0; row < input.rows(); row++) {
            System.arraycopy(Parameters.of(parameters, BIAS).values(), 0, values.values(), row * units, units);
        }
        Gemm.addProduct(input.values(), kernel.values(), values.values(), input.rows(), units, input.features());
        return new Pass(new Activation(values, inputs.get(0).mask()), input, kernel);
    }

    private record Pass(Activation output, Tensor input, Tensor kernel) implements LayerPass {
        @Override
        public List<Tensor> backward(Tensor upstream, Map<String, Tensor> gradients) {
            int rows = input.rows();
            int features = input.features();
            int units = upstream.features();
            Tensor kernelGradient = Parameters.of(gradients, KERNEL);
            Gemm.addProductOfTransposed(
                    input.values(), upstream.values(), kernelGradient.values(), features, units, rows);
            double[] bias = Parameters.of(gradients, BIAS).values();
            for (int i = 0; i < upstream.values().length; i++) {
                bias[i % units] += upstream.values()[i];
            }
            Tensor inputGradient = Tensor.zeros(input.shape());
            Gemm.addProductWithTransposed(
                    upstream.values(), kernel.values(), inputGradient.values(), rows, features, units);
            return List.of(inputGradient);
        }
    }
}
