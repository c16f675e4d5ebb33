package io.maskwise.model;

import io.maskwise.sequence.Mask;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Masks the steps all of whose features have one value, and writes zeros there; Keras' {@code Masking}.
 *
 * <p>Input and output {@code [batch, time, features]}. A mask that arrives is joined with the one made here: a step is
 * real where both say so. NaN is no value, and equal to none.
 *
 * @param maskValue the value, compared as a float as Keras does
 */
public record Masking(@Default("0") double maskValue) implements Layer {
    @Override
    public MaskFlow maskFlow() {
        return MaskFlow.MAKES;
    }

    @Override
    public Shape outputShape(List<Shape> inputs) {
        Shape input = inputs.get(0);
        if (inputs.size() != 1 || !input.isSequence()) {
            throw new IllegalArgumentException("Invalid input of Masking: " + inputs
                    + " (must be one (batch, time, features); mask token ids by an Embedding with maskZero)");
        }
        return input;
    }

    @Override
    public Optional<Mask> computeMask(List<Activation> inputs) {
        return Optional.of(inputs.get(0).realWhereNot((float) maskValue));
    }

    @Override
    public LayerPass forward(List<Activation> inputs, Map<String, Tensor> parameters, Call call) {
        Optional<Mask> made = computeMask(inputs);
        return new Pass(new Activation(new Activation(inputs.get(0).values(), made).clearedValues(), made));
    }

    private record Pass(Activation output) implements LayerPass {
        @Override
        public List<Tensor> backward(Tensor upstream, Map<String, Tensor> gradients) {
            Tensor own = Tensor.of(upstream.values().clone(), upstream.shape());
            return List.of(new Activation(own, output.mask()).clearedValues());
        }
    }
}
