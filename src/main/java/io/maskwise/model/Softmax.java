package io.maskwise.model;

import java.util.List;
import java.util.Map;

/**
 * Numbers that are positive and add up to one along the last axis; Keras' {@code Softmax}.
 *
 * <p>Input {@code [batch, time]}, one score for each step: over the real steps of each row, masked steps get zero, and so
 * does a row without a real step, as in Keras since 3.14. Input {@code [batch, time, features]} or
 * {@code [batch, features]}: over the features of each step, and zeros at masked steps; here Keras refuses a mask, or
 * applies it to the features if there are as many as steps. The mask passes through.
 */
public record Softmax() implements Layer {
    @Override
    public MaskFlow maskFlow() {
        return MaskFlow.USES;
    }

    @Override
    public Shape outputShape(List<Shape> inputs) {
        return Inputs.one(this, inputs);
    }

    @Override
    public LayerPass forward(List<Activation> inputs, Map<String, Tensor> parameters, Call call) {
        Activation input = Inputs.one(this, inputs);
        boolean overTime = input.values().rank() == 2;
        // A score of minus infinity leaves a step out; a row of nothing else gives NaN, which is not kept.
        Tensor scores = overTime ? Steps.filled(input, Double.NEGATIVE_INFINITY) : input.clearedValues();
        Tensor values = ActivationFunction.SOFTMAX.apply(scores);
        Steps.fillMasked(values, input.mask(), 0);
        return new Pass(scores, new Activation(values, input.mask()));
    }

    private record Pass(Tensor scores, Activation output) implements LayerPass {
        @Override
        public List<Tensor> backward(Tensor upstream, Map<String, Tensor> gradients) {
            // A number that is zero whatever comes in, as at masked steps, gives nothing back.
            return List.of(ActivationFunction.SOFTMAX.gradient(scores, output.values(), upstream));
        }
    }
}
