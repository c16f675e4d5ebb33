package io.maskwise.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.maskwise.metrics.LossSum;
import io.maskwise.model.RandomBatches.Layout;
import io.maskwise.model.RandomLosses.Batch;
import io.maskwise.model.RandomLosses.Row;
import io.maskwise.model.RandomLosses.Sample;
import io.maskwise.sequence.Mask;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Laws L1, L3, L5 and L8 for every loss that is shipped, and for one of a user. */
final class TestLossLaws {
    private static final int LONGEST = 5;

    static Stream<Arguments> losses() {
        return RandomLosses.samples().stream()
                .flatMap(sample -> LongStream.rangeClosed(1, 5).mapToObj(seed -> Arguments.of(sample, seed)));
    }

    @ParameterizedTest(name = "{0}, seed {1}")
    @MethodSource("losses")
    void paddingIsInvisible(Sample sample, long seed) {
        RandomLosses random = new RandomLosses(seed, sample);
        List<Row> rows = random.rows(4, LONGEST);
        LossValues expected = RandomLosses.unpadded(rows, sample.targetWidth()).values(sample.loss());
        for (Layout layout : Layout.values()) {
            for (double poison : new double[] {Double.NaN, Double.NEGATIVE_INFINITY, 1e300}) {
                Batch batch = random.padded(rows, LONGEST + 2, layout, poison);
                assertSame(batch, batch.values(sample.loss()), expected);
            }
        }
    }

    /** Bit for bit, as the positions come in the same order; zeros under the mask. */
    private static void assertSame(Batch batch, LossValues actual, LossValues expected) {
        assertThat(actual.total()).isEqualTo(expected.total());
        Mask mask = batch.targets().mask().orElseThrow();
        for (LossReduction reduction : LossReduction.values()) {
            assertThat(actual.value(reduction)).isEqualTo(expected.value(reduction));
            assertThat(real(actual.gradient(reduction), mask, RandomLosses.FEATURES))
                    .isEqualTo(expected.gradient(reduction).values());
        }
        assertThat(real(actual.losses(), mask, 1)).isEqualTo(expected.losses().values());
        assertThat(real(actual.weights(), mask, 1)).isEqualTo(expected.weights().values());
    }

    /** What stands at real positions, once it is checked that zeros stand at all others. */
    private static double[] real(Tensor tensor, Mask mask, int width) {
        double[] real = new double[(int) mask.realSteps() * width];
        int next = 0;
        for (int i = 0; i < tensor.values().length; i++) {
            if (mask.isReal(i / width / mask.time(), i / width % mask.time())) {
                real[next++] = tensor.values()[i];
            } else {
                assertThat(tensor.values()[i]).as("under the mask").isZero();
            }
        }
        return real;
    }

    @ParameterizedTest(name = "{0}, seed {1}")
    @MethodSource("losses")
    void gradientsAreTrue(Sample sample, long seed) {
        RandomLosses random = new RandomLosses(seed, sample);
        Batch plain = random.padded(random.rows(3, LONGEST), LONGEST + 1, Layout.GAPS, 0.5);
        LossTargets targets = sample.hasClasses()
                ? plain.targets().weighted(ClassWeights.of(Map.of(0, 0.25, 2, 3.0)))
                : plain.targets();
        for (LossReduction reduction : LossReduction.values()) {
            double[] predictions = plain.predictions().values().clone();
            Tensor shifted = Tensor.of(predictions, plain.predictions().shape());
            double[] gradient =
                    sample.loss().of(shifted, targets).gradient(reduction).values();
            for (int i = 0; i < predictions.length; i++) {
                double at = predictions[i];
                predictions[i] = at + 1e-5;
                double above = sample.loss().of(shifted, targets).value(reduction);
                predictions[i] = at - 1e-5;
                double below = sample.loss().of(shifted, targets).value(reduction);
                predictions[i] = at;
                double numeric = (above - below) / 2e-5;
                double scale = Math.max(1e-3, Math.max(Math.abs(numeric), Math.abs(gradient[i])));
                assertThat(Math.abs(numeric - gradient[i]) / scale)
                        .as("prediction %d: numeric %s, computed %s", i, numeric, gradient[i])
                        .isLessThan(1e-6);
            }
        }
    }

    @ParameterizedTest(name = "{0}, seed {1}")
    @MethodSource("losses")
    void nothingRealCostsNothing(Sample sample, long seed) {
        RandomLosses random = new RandomLosses(seed, sample);
        List<Row> nothing =
                List.of(random.rows(2, LONGEST).get(1), random.rows(2, LONGEST).get(1));
        for (double poison : new double[] {Double.NaN, Double.POSITIVE_INFINITY, 0}) {
            LossValues values = random.padded(nothing, 3, Layout.RIGHT, poison).values(sample.loss());
            assertThat(values.total()).isEqualTo(LossSum.ZERO);
            assertThat(values.losses().values()).containsOnly(0);
            for (LossReduction reduction : LossReduction.values()) {
                assertThat(values.value(reduction)).isZero();
                assertThat(values.gradient(reduction).values()).containsOnly(0);
            }
        }
    }

    @ParameterizedTest(name = "{0}, seed {1}")
    @MethodSource("losses")
    void partsMergedAreTheWhole(Sample sample, long seed) {
        RandomLosses random = new RandomLosses(seed, sample);
        List<Row> rows = random.rows(7, LONGEST);
        LossValues whole =
                random.padded(rows, LONGEST, Layout.RIGHT, Double.NaN).values(sample.loss());
        Random splits = new Random(seed);
        for (int split = 0; split < 10; split++) {
            LossSum merged = LossSum.ZERO;
            int first = 0;
            while (first < rows.size()) {
                int last = first + splits.nextInt(rows.size() - first + 1);
                Batch part = random.padded(rows.subList(first, last), LONGEST + split, Layout.GAPS, Double.NaN);
                merged = merged.merge(part.values(sample.loss()).total());
                first = last;
            }
            assertThat(merged.weight()).isEqualTo(whole.total().weight());
            assertThat(merged.sum()).isCloseTo(whole.total().sum(), within(1e-12));
        }
    }

    @ParameterizedTest(name = "{0}, seed {1}")
    @MethodSource("losses")
    void weightsOfRowsAreWeightsOfTheirPositions(Sample sample, long seed) {
        // As many rows as steps: the shape in which Keras 3 weighs columns.
        int time = 4;
        RandomLosses random = new RandomLosses(seed, sample);
        Batch batch = random.padded(random.rows(time, time), time, Layout.GAPS, Double.NaN);
        double[] weights = new Random(seed).doubles(time, 0, 2).toArray();
        double[] spread = new double[time * time];
        Arrays.setAll(spread, i -> weights[i / time]);
        double expected = value(sample, batch, Tensor.of(spread, time, time));
        assertThat(value(sample, batch, Tensor.of(weights, time))).isEqualTo(expected);
        assertThat(value(sample, batch, Tensor.of(weights, time, 1))).isEqualTo(expected);
    }

    private static double value(Sample sample, Batch batch, Tensor weights) {
        LossTargets targets = batch.targets().weighted(weights);
        return sample.loss().of(batch.predictions(), targets).value(LossReduction.SUM_OVER_BATCH_SIZE);
    }
}
