package io.maskwise.model;

import io.maskwise.sequence.Mask;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A layer that merges inputs of one shape into one of the same shape, number by number; Keras' {@code Merge}.
 *
 * <p>A step of the output is real where it is real in any masked input; an input without a mask has no say, where Keras
 * would lose the masks of the others. At a step that is real in some inputs and masked in others, those others count as
 * a neutral value, whatever stands there; at a step that is real in none the output is zero. Inputs are merged place by
 * place: where their masks differ, the output depends on where their steps stand.
 */
interface Merge extends Layer {
    /** What stands for a masked step of one input where another input's is real. */
    default double neutral() {
        return 0;
    }

    /** How many inputs it takes at most; two at least. */
    default int mostInputs() {
        return Integer.MAX_VALUE;
    }

    /** The merged numbers, in a new tensor. */
    Tensor merge(List<Tensor> operands);

    /** The gradient of each operand, in new tensors. */
    List<Tensor> gradients(List<Tensor> operands, Tensor merged, Tensor upstream);

    @Override
    default MaskFlow maskFlow() {
        return MaskFlow.PASSES;
    }

    @Override
    default Shape outputShape(List<Shape> inputs) {
        checkCount(inputs.size());
        Shape shape = inputs.get(0);
        for (Shape other : inputs.subList(1, inputs.size())) {
            shape = common(shape, other).orElseThrow(() -> Inputs.refused(this, inputs, "of one shape"));
        }
        if (shape.isTokens()) {
            throw Inputs.refused(this, "token ids", "real numbers; embed them first");
        }
        return shape;
    }

    private void checkCount(int inputs) {
        int most = mostInputs();
        if (inputs < 2 || inputs > most) {
            throw Inputs.refused(this, inputs + " inputs", most == 2 ? "two" : "two or more");
        }
    }

    private static Optional<Shape> common(Shape left, Shape right) {
        if (left.axes().size() != right.axes().size()) {
            return Optional.empty();
        }
        boolean fits = IntStream.range(0, left.axes().size())
                .allMatch(axis -> left.axes().get(axis).equals(right.axes().get(axis))
                        || left.axes().get(axis) == Shape.ANY_TIME
                        || right.axes().get(axis) == Shape.ANY_TIME);
        // The greater of a known size and of an unknown one, -1, is the known one.
        return fits
                ? Optional.of(new Shape(IntStream.range(0, left.axes().size())
                        .mapToObj(axis ->
                                Math.max(left.axes().get(axis), right.axes().get(axis)))
                        .toList()))
                : Optional.empty();
    }

    @Override
    default List<Boolean> outputsMasked(List<Boolean> inputs) {
        return MaskJoin.anyMasked(inputs);
    }

    @Override
    default Optional<Mask> computeMask(List<Activation> inputs) {
        checkCount(inputs.size());
        int[] shape = inputs.get(0).values().shape();
        if (!inputs.stream().allMatch(input -> Arrays.equals(input.values().shape(), shape))) {
            throw Inputs.refused(this, inputs.stream().map(Activation::values).toList(), "of one shape");
        }
        return MaskJoin.any(inputs);
    }

    @Override
    default LayerPass forward(List<Activation> inputs, Map<String, Tensor> parameters, Call call) {
        Optional<Mask> mask = computeMask(inputs);
        List<Tensor> operands =
                inputs.stream().map(input -> Steps.filled(input, neutral())).toList();
        Tensor merged = merge(operands);
        Steps.fillMasked(merged, mask, 0);
        return new Pass(this, inputs, operands, new Activation(merged, mask));
    }

    /** Operands have neutral values under their own masks. */
    record Pass(Merge layer, List<Activation> inputs, List<Tensor> operands, Activation output) implements LayerPass {
        @Override
        public List<Tensor> backward(Tensor upstream, Map<String, Tensor> parameters) {
            List<Tensor> gradients = layer.gradients(operands, output.values(), upstream);
            for (int i = 0; i < gradients.size(); i++) {
                Steps.fillMasked(gradients.get(i), inputs.get(i).mask(), 0);
                Steps.fillMasked(gradients.get(i), output.mask(), 0);
            }
            return gradients;
        }
    }
}
