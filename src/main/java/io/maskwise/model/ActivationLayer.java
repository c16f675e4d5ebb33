package io.maskwise.model;

import java.util.List;
import java.util.Map;

/**
 * A function of what flows through; Keras' {@code Activation}, and its layers that are named after a function.
 *
 * <p>Input {@code [batch, time, …]} or {@code [batch, features]}, output of the same shape. The mask passes through.
 *
 * @param function what is computed
 */
public record ActivationLayer(ActivationFunction function) implements Layer {
    @Override
    public MaskFlow maskFlow() {
        return MaskFlow.PASSES;
    }

    @Override
    public Shape outputShape(List<Shape> inputs) {
        return Inputs.numbers(this, inputs);
    }

    @Override
    public LayerPass forward(List<Activation> inputs, Map<String, Tensor> parameters, Call call) {
        Activation input = Inputs.one(this, inputs);
        Tensor values = input.clearedValues();
        return new Pass(function, values, new Activation(function.apply(values), input.mask()));
    }

    private record Pass(ActivationFunction function, Tensor input, Activation output) implements LayerPass {
        @Override
        public List<Tensor> backward(Tensor upstream, Map<String, Tensor> gradients) {
            Tensor gradient = function.gradient(input, output.values(), upstream);
            Steps.fillMasked(gradient, output.mask(), 0);
            return List.of(gradient);
        }
    }
}
