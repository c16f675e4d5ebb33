package io.maskwise.model;

import io.maskwise.sequence.Mask;
import java.util.List;
import java.util.Map;

/**
 * The sum of a sequence's steps, as a user may write it: right, or with one of the mistakes that the laws are about.
 *
 * @param mistake what is wrong with it
 */
record SumOfSteps(Mistake mistake) implements Layer {
    enum Mistake {
        NONE,
        /** Whatever stands under the mask is summed too. */
        SUMS_PADDING,
        /** The gradient is twice what it is. */
        DOUBLES_GRADIENT,
        /** Nothing but zeros may stand under the mask. */
        REFUSES_GARBAGE,
        /** The mean over a row's real steps, which an empty row does not have. */
        DIVIDES_BY_ZERO,
        /** Steps are weighted by where they stand. */
        COUNTS_PLACES,
        /** The same, and the layer says so. */
        ADMITS_PLACES,
        /** Masked steps are not summed, and learn all the same. */
        TEACHES_PADDING,
        /** A bias for each real step, which learns from masked ones too. */
        LEARNS_FROM_PADDING,
        /** The sum of nothing is NaN, though nothing flows back from it. */
        SUMS_NOTHING_TO_NAN
    }

    private static final String BIAS = "bias";

    @Override
    public MaskFlow maskFlow() {
        return MaskFlow.ENDS;
    }

    @Override
    public boolean dependsOnPlaces() {
        return mistake == Mistake.ADMITS_PLACES;
    }

    @Override
    public Shape outputShape(List<Shape> inputs) {
        return Shape.vector(inputs.get(0).features());
    }

    @Override
    public List<Parameter> parameters(List<Shape> inputs) {
        return mistake == Mistake.LEARNS_FROM_PADDING
                ? List.of(Parameter.vector(BIAS, inputs.get(0).features(), Initializer.ONES))
                : List.of();
    }

    @Override
    public LayerPass forward(List<Activation> inputs, Map<String, Tensor> parameters, Call call) {
        Activation input = inputs.get(0);
        Tensor weights = weights(input);
        Tensor values = input.values();
        Tensor sums = Tensor.zeros(values.dimension(0), values.features());
        for (int i = 0; i < values.values().length; i++) {
            double weight = weights.values()[i / values.features()];
            if (weight != 0) {
                sums.values()[sum(values, i)] += weight * values.values()[i];
            }
        }
        for (int i = 0; i < sums.values().length; i++) {
            int real = input.mask().orElseThrow().realSteps(i / sums.features());
            if (mistake == Mistake.LEARNS_FROM_PADDING) {
                sums.values()[i] += real * Parameters.of(parameters, BIAS).values()[i % sums.features()];
            }
            if (mistake == Mistake.SUMS_NOTHING_TO_NAN && real == 0) {
                sums.values()[i] = Double.NaN;
            }
        }
        return new Pass(Activation.unmasked(sums), values, weights, mistake);
    }

    private Tensor weights(Activation input) {
        Mask mask = input.mask().orElseThrow();
        Tensor weights = Tensor.zeros(mask.batch(), mask.time());
        for (int i = 0; i < weights.values().length; i++) {
            int row = i / mask.time();
            int step = i % mask.time();
            if (mask.isReal(row, step)) {
                weights.values()[i] = weight(step);
            } else {
                weights.values()[i] = mistake == Mistake.SUMS_PADDING ? 1 : 0;
                refuseGarbage(input.values(), i);
            }
            if (mistake == Mistake.DIVIDES_BY_ZERO) {
                weights.values()[i] /= mask.realSteps(row);
            }
        }
        return weights;
    }

    private double weight(int step) {
        return mistake == Mistake.COUNTS_PLACES || mistake == Mistake.ADMITS_PLACES ? 1 + step : 1;
    }

    private void refuseGarbage(Tensor values, int step) {
        if (mistake == Mistake.REFUSES_GARBAGE && values.values()[step * values.features()] != 0) {
            throw new IllegalStateException("garbage");
        }
    }

    private static int sum(Tensor values, int index) {
        return index / (values.dimension(1) * values.features()) * values.features() + index % values.features();
    }

    private record Pass(Activation output, Tensor values, Tensor weights, Mistake mistake) implements LayerPass {
        @Override
        public List<Tensor> backward(Tensor upstream, Map<String, Tensor> gradients) {
            Tensor gradient = Tensor.zeros(values.shape());
            double factor = mistake == Mistake.DOUBLES_GRADIENT ? 2 : 1;
            for (int i = 0; i < gradient.values().length; i++) {
                double weight = mistake == Mistake.TEACHES_PADDING ? 1 : weights.values()[i / values.features()];
                gradient.values()[i] = factor * weight * upstream.values()[sum(values, i)];
            }
            for (int i = 0; i < upstream.values().length && mistake == Mistake.LEARNS_FROM_PADDING; i++) {
                Parameters.of(gradients, BIAS).values()[i % values.features()] +=
                        values.dimension(1) * upstream.values()[i];
            }
            return List.of(gradient);
        }
    }
}
