package io.maskwise.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The same affine map at every step, or of one vector; Keras' {@code Dense}.
 *
 * <p>Input {@code [batch, time, features]} or {@code [batch, features]}, output with {@code units} features. The mask
 * passes through.
 *
 * @param units the number of outputs
 * @param activation what is made of them
 * @param useBias whether a constant is added to each
 */
public record Dense(
        int units,
        @Default("linear") ActivationFunction activation,
        @Default("true") boolean useBias) implements Layer {
    static final String KERNEL = "kernel";
    static final String BIAS = "bias";

    public Dense {
        if (units < 1) {
            throw new IllegalArgumentException("Invalid number of units: " + units + " (must be >= 1)");
        }
    }

    /** An affine map with bias, and nothing after it. */
    public Dense(int units) {
        this(units, ActivationFunction.LINEAR);
    }

    /** An affine map with bias and a function of it. */
    public Dense(int units, ActivationFunction activation) {
        this(units, activation, true);
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
        List<Integer> axes = new ArrayList<>(input.axes());
        axes.set(axes.size() - 1, units);
        return new Shape(axes);
    }

    @Override
    public List<Parameter> parameters(List<Shape> inputs) {
        Parameter kernel = Parameter.matrix(KERNEL, inputs.get(0).features(), units, Initializer.GLOROT_UNIFORM);
        return useBias ? List.of(kernel, Parameter.vector(BIAS, units, Initializer.ZEROS)) : List.of(kernel);
    }

    @Override
    public LayerPass forward(List<Activation> inputs, Map<String, Tensor> parameters, Call call) {
        Tensor input = inputs.get(0).clearedValues();
        Tensor kernel = Parameters.of(parameters, KERNEL);
        int[] shape = input.shape();
        shape[shape.length - 1] = units;
        Tensor values = Tensor.zeros(shape);
        if (useBias) {
            double[] bias = Parameters.of(parameters, BIAS).values();
            for (int row = 0; row < input.rows(); row++) {
                System.arraycopy(bias, 0, values.values(), row * units, units);
            }
        }
        Gemm.addProduct(input.values(), kernel.values(), values.values(), input.rows(), units, input.features());
        Tensor activated = activation == ActivationFunction.LINEAR ? values : activation.apply(values);
        return new Pass(this, new Activation(activated, inputs.get(0).mask()), input, values, kernel);
    }

    private record Pass(Dense layer, Activation output, Tensor input, Tensor affine, Tensor kernel)
            implements LayerPass {
        @Override
        public List<Tensor> backward(Tensor upstream, Map<String, Tensor> gradients) {
            Tensor delta = layer.activation == ActivationFunction.LINEAR
                    ? upstream
                    : layer.activation.gradient(affine, output.values(), upstream);
            int rows = input.rows();
            int features = input.features();
            int units = layer.units;
            Tensor kernelGradient = Parameters.of(gradients, KERNEL);
            Gemm.addProductOfTransposed(input.values(), delta.values(), kernelGradient.values(), features, units, rows);
            if (layer.useBias) {
                addRows(delta, Parameters.of(gradients, BIAS).values());
            }
            Tensor inputGradient = Tensor.zeros(input.shape());
            Gemm.addProductWithTransposed(
                    delta.values(), kernel.values(), inputGradient.values(), rows, features, units);
            Steps.fillMasked(inputGradient, output.mask(), 0);
            return List.of(inputGradient);
        }

        private static void addRows(Tensor delta, double[] sum) {
            for (int start = 0; start < delta.values().length; start += sum.length) {
                for (int unit = 0; unit < sum.length; unit++) {
                    sum[unit] += delta.values()[start + unit];
                }
            }
        }
    }
}
