package io.maskwise.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.maskwise.sequence.Mask;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The measuring instrument itself: it must pass what is right, and catch what is wrong. */
final class TestLayerCheck {
    /** The largest of each feature; the first of equals is what learns. */
    private record LargestStep() implements Layer {
        @Override
        public MaskFlow maskFlow() {
            return MaskFlow.ENDS;
        }

        @Override
        public Shape outputShape(List<Shape> inputs) {
            return Shape.vector(inputs.get(0).features());
        }

        @Override
        public LayerPass forward(List<Activation> inputs, Map<String, Tensor> parameters, Call call) {
            Tensor input = inputs.get(0).values();
            Tensor largest = Tensor.zeros(input.dimension(0), input.features());
            int[] from = new int[largest.values().length];
            Arrays.fill(from, -1);
            for (int row = 0; row < input.dimension(0); row++) {
                for (int step : Relayout.realSteps(inputs.get(0).mask().orElseThrow(), row)) {
                    for (int feature = 0; feature < input.features(); feature++) {
                        int place = (row * input.dimension(1) + step) * input.features() + feature;
                        int sum = row * input.features() + feature;
                        if (from[sum] < 0 || input.values()[place] > largest.values()[sum]) {
                            from[sum] = place;
                            largest.values()[sum] = input.values()[place];
                        }
                    }
                }
            }
            return new Pass(Activation.unmasked(largest), input, from);
        }

        private record Pass(
                Activation output,
                Tensor input,
                @SuppressWarnings("ArrayRecordComponent") int[] from) implements LayerPass {
            @Override
            public List<Tensor> backward(Tensor upstream, Map<String, Tensor> gradients) {
                Tensor gradient = Tensor.zeros(input.shape());
                for (int i = 0; i < from.length; i++) {
                    if (from[i] >= 0) {
                        gradient.values()[from[i]] += upstream.values()[i];
                    }
                }
                return List.of(gradient);
            }
        }
    }

    static List<Activation> sample(long seed, int features) {
        Random random = new Random(seed);
        int batch = 4;
        int time = 6;
        boolean[][] real = new boolean[batch][time];
        for (int row = 0; row < batch; row++) {
            for (int step = 0; step < time; step++) {
                real[row][step] = row < batch - 1 && (step == row || random.nextInt(3) > 0);
            }
        }
        double[] values = random.doubles((long) batch * time * features, -1, 1).toArray();
        return List.of(new Activation(Tensor.of(values, batch, time, features), Optional.of(Mask.of(real))));
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void passesLayersThatKeepTheLaws(long seed) {
        for (Layer layer : List.of(
                new Dense(3),
                Lstm.of(3, RecurrentOutput.SEQUENCE),
                Lstm.of(3, RecurrentOutput.LAST),
                Bidirectional.of(Lstm.of(2, RecurrentOutput.SEQUENCE)),
                Bidirectional.of(Lstm.of(2, RecurrentOutput.LAST)))) {
            List<LawResult> results =
                    LayerCheck.check(BuiltLayer.build(layer, seed, Shape.sequence(2)), sample(seed, 2), seed);
            assertThat(results).as("%s", layer).allMatch(LawResult::holds);
        }
    }

    @ParameterizedTest(name = "{0}, seed {1}")
    @MethodSource("mistakes")
    void catchesEachMistakeByTheLawThatItBreaks(SumOfSteps.Mistake mistake, long seed, String broken) {
        Activation sample = sample(seed, 2).get(0);
        Activation cleared = new Activation(sample.clearedValues(), sample.mask());
        List<LawResult> results = LayerCheck.check(
                BuiltLayer.build(new SumOfSteps(mistake), seed, Shape.sequence(2)), List.of(cleared), seed);
        assertThat(results.stream()
                        .filter(result -> !result.holds())
                        .map(result -> result.law().id())
                        .collect(Collectors.joining(" ")))
                .isEqualTo(broken);
    }

    static Stream<Arguments> mistakes() {
        return Stream.of(
                        "NONE:",
                        "SUMS_PADDING:L1 L8",
                        "DOUBLES_GRADIENT:L3",
                        "REFUSES_GARBAGE:L1 L3 L8",
                        "DIVIDES_BY_ZERO:L1 L3 L8",
                        "COUNTS_PLACES:L1",
                        "ADMITS_PLACES:",
                        "TEACHES_PADDING:L3 L8",
                        "LEARNS_FROM_PADDING:L1 L3 L8",
                        "SUMS_NOTHING_TO_NAN:L1 L3 L8")
                .flatMap(line -> Stream.of(1L, 2L, 3L)
                        .map(seed -> Arguments.of(
                                SumOfSteps.Mistake.valueOf(line.substring(0, line.indexOf(':'))),
                                seed,
                                line.substring(line.indexOf(':') + 1))));
    }

    private static LawResult padded(SumOfSteps.Mistake mistake) {
        Activation sample = sample(1, 2).get(0);
        Activation cleared = new Activation(sample.clearedValues(), sample.mask());
        return LayerCheck.check(BuiltLayer.build(new SumOfSteps(mistake), 1, Shape.sequence(2)), List.of(cleared), 1)
                .get(0);
    }

    @Test
    void saysWhereALawIsBrokenMost() {
        assertThat(padded(SumOfSteps.Mistake.SUMS_PADDING).remark())
                .isEqualTo("worst: as it is, NaN, infinities and 1e300 under the mask: output"
                        + " (7 of 15 variations break it)");
        assertThat(padded(SumOfSteps.Mistake.REFUSES_GARBAGE).remark())
                .isEqualTo("worst: as it is, NaN, infinities and 1e300 under the mask: it throws"
                        + " java.lang.IllegalStateException: garbage (7 of 15 variations break it)");
        assertThat(padded(SumOfSteps.Mistake.COUNTS_PLACES).error()).isBetween(0.1, 100.0);
        assertThat(padded(SumOfSteps.Mistake.ADMITS_PLACES).remark())
                .isEqualTo("what is under the mask; each row alone; it depends on places, which stay");
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void leavesOutPlacesWithoutADerivative(long seed) {
        Activation sample = sample(seed, 2).get(0);
        Arrays.fill(sample.values().values(), 0, sample.values().values().length / 2, 0.5); // ties
        LawResult gradients = LayerCheck.check(
                        BuiltLayer.build(new LargestStep(), seed, Shape.sequence(2)), List.of(sample), seed)
                .get(1);
        assertThat(gradients.holds()).as("%s", gradients).isTrue();
        assertThat(gradients.remark()).contains("more at a kink");
    }
}
