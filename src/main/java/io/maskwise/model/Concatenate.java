package io.maskwise.model;

import io.maskwise.sequence.Mask;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Its inputs one after the other; Keras' {@code Concatenate}.
 *
 * <p>Over features: inputs {@code [batch, time, …]} or {@code [batch, …]} that differ in features only. A step is real
 * where it is real in any masked input, as in Keras since 3.4; the features of an input that is masked there are zero.
 * An input without a mask has no say, where Keras would call every step real. Inputs of different masks are laid side by
 * side place by place, so that the output then depends on where their steps stand.
 *
 * <p>Over time: inputs {@code [batch, time, …]} of the same features. Masks are concatenated too, and every step of an
 * input without one is real.
 *
 * @param axis which sizes are added up
 */
public record Concatenate(@Default("features") Axis axis) implements Layer {
    /** Over features, which is Keras' default. */
    public Concatenate() {
        this(Axis.FEATURES);
    }

    @Override
    public MaskFlow maskFlow() {
        return axis == Axis.TIME ? MaskFlow.CHANGES : MaskFlow.PASSES;
    }

    @Override
    public Shape outputShape(List<Shape> inputs) {
        checkCount(inputs);
        List<Integer> axes = new ArrayList<>(inputs.get(0).axes());
        int joined = axis == Axis.TIME ? 0 : axes.size() - 1;
        for (Shape input : inputs) {
            boolean hasAxis = axis == Axis.TIME ? input.axes().size() > 1 : !input.isTokens();
            if (!hasAxis || !fits(axes, input.axes(), joined)) {
                throw Inputs.refused(this, inputs, wanted());
            }
        }
        List<Integer> sizes =
                inputs.stream().map(input -> input.axes().get(joined)).toList();
        axes.set(
                joined,
                sizes.contains(Shape.ANY_TIME) ? Shape.ANY_TIME : sizes.stream().reduce(0, Math::addExact));
        return new Shape(axes);
    }

    private void checkCount(List<?> inputs) {
        if (inputs.size() < 2) {
            throw Inputs.refused(this, inputs.size() + " inputs", "two or more");
        }
    }

    private String wanted() {
        return axis == Axis.TIME
                ? "sequences that differ in time only"
                : "sequences or vectors that differ in features only";
    }

    /** Whether all sizes but the joined one are equal, or not known yet. */
    private static boolean fits(List<Integer> left, List<Integer> right, int joined) {
        return left.size() == right.size()
                && IntStream.range(0, left.size())
                        .filter(place -> place != joined)
                        .allMatch(place -> left.get(place).equals(right.get(place))
                                || left.get(place) == Shape.ANY_TIME
                                || right.get(place) == Shape.ANY_TIME);
    }

    @Override
    public List<Boolean> outputsMasked(List<Boolean> inputs) {
        return MaskJoin.anyMasked(inputs);
    }

    @Override
    public Optional<Mask> computeMask(List<Activation> inputs) {
        checkValues(inputs);
        return axis == Axis.TIME ? MaskJoin.concatenated(inputs) : MaskJoin.any(inputs);
    }

    private void checkValues(List<Activation> inputs) {
        checkCount(inputs);
        List<Tensor> values = inputs.stream().map(Activation::values).toList();
        int joined = joinedAxis(values.get(0));
        List<Integer> first = axes(values.get(0));
        boolean noTime = axis == Axis.TIME && first.size() < 3;
        if (noTime || !values.stream().allMatch(value -> fits(first, axes(value), joined))) {
            throw Inputs.refused(this, values, wanted());
        }
    }

    private static List<Integer> axes(Tensor tensor) {
        return IntStream.of(tensor.shape()).boxed().toList();
    }

    private int joinedAxis(Tensor values) {
        return axis == Axis.TIME ? 1 : values.rank() - 1;
    }

    @Override
    public LayerPass forward(List<Activation> inputs, Map<String, Tensor> parameters, Call call) {
        Optional<Mask> mask = computeMask(inputs);
        List<Tensor> parts = inputs.stream().map(Activation::clearedValues).toList();
        int joined = joinedAxis(parts.get(0));
        int[] shape = parts.get(0).shape();
        shape[joined] = parts.stream().mapToInt(part -> part.dimension(joined)).sum();
        Tensor values = Tensor.zeros(shape);
        copy(values, parts, joined, Direction.TOGETHER);
        Steps.fillMasked(values, mask, 0);
        return new Pass(inputs, joined, new Activation(values, mask));
    }

    private enum Direction {
        TOGETHER,
        APART
    }

    /** Copies blocks of the whole from or to the parts: all that one place of the axes before the joined one holds. */
    private static void copy(Tensor whole, List<Tensor> parts, int joined, Direction direction) {
        int blocks = 1;
        for (int place = 0; place < joined; place++) {
            blocks *= whole.dimension(place);
        }
        int position = 0;
        for (int block = 0; block < blocks; block++) {
            for (Tensor part : parts) {
                int size = part.values().length / blocks;
                if (direction == Direction.TOGETHER) {
                    System.arraycopy(part.values(), block * size, whole.values(), position, size);
                } else {
                    System.arraycopy(whole.values(), position, part.values(), block * size, size);
                }
                position += size;
            }
        }
    }

    private record Pass(List<Activation> inputs, int joined, Activation output) implements LayerPass {
        @Override
        public List<Tensor> backward(Tensor upstream, Map<String, Tensor> parameters) {
            Tensor arrived = Steps.copy(upstream);
            Steps.fillMasked(arrived, output.mask(), 0);
            List<Tensor> gradients = inputs.stream()
                    .map(input -> Tensor.zeros(input.values().shape()))
                    .toList();
            copy(arrived, gradients, joined, Direction.APART);
            for (int i = 0; i < gradients.size(); i++) {
                Steps.fillMasked(gradients.get(i), inputs.get(i).mask(), 0);
            }
            return gradients;
        }
    }
}
