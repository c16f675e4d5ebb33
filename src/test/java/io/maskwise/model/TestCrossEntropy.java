package io.maskwise.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.maskwise.model.RandomBatches.Layout;
import io.maskwise.sequence.PaddedBatch;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What networks are trained on is the loss that everybody can call. */
final class TestCrossEntropy {
    private static final int TIME = 7;

    static Stream<Arguments> tasks() {
        return Arrays.stream(ModelTask.values())
                .flatMap(task -> LongStream.rangeClosed(1, 5).mapToObj(seed -> Arguments.of(task, seed)));
    }

    private static PaddedBatch batch(ModelTask task, long seed) {
        RandomBatches batches = new RandomBatches(seed, task);
        return batches.batch(batches.sequences(4, TIME), TIME, Layout.GAPS);
    }

    private static Tensor logits(PaddedBatch batch, ModelTask task, long seed) {
        int[] shape = task == ModelTask.CLASSIFICATION
                ? new int[] {batch.batch(), RandomBatches.CLASSES}
                : new int[] {batch.batch(), batch.labelMask().time(), RandomBatches.CLASSES};
        Random random = new Random(seed);
        Tensor logits = Tensor.zeros(shape);
        Arrays.setAll(logits.values(), i -> 3 * random.nextGaussian());
        return logits;
    }

    /** Weights where labels count, some of them 0; garbage elsewhere. */
    private static double[][] weights(PaddedBatch batch, long seed) {
        Random random = new Random(seed);
        double[][] weights = new double[batch.batch()][batch.labelMask().time()];
        for (int row = 0; row < weights.length; row++) {
            for (int step = 0; step < weights[row].length; step++) {
                double weight = random.nextInt(4) == 0 ? 0 : 2 * random.nextDouble();
                weights[row][step] = batch.labelMask().isReal(row, step) ? weight : Double.NaN;
            }
        }
        return weights;
    }

    @ParameterizedTest(name = "{0} seed {1}")
    @MethodSource("tasks")
    void agreesWithTheLossThatIsWrittenPlainly(ModelTask task, long seed) {
        PaddedBatch batch = batch(task, seed).withLabelWeights(weights(batch(task, seed), seed));
        Tensor logits = logits(batch, task, seed);
        int steps = batch.labelMask().time();
        Tensor labels = Tensor.zeros(batch.batch(), steps);
        Tensor weights = Tensor.zeros(batch.batch(), steps);
        Arrays.setAll(labels.values(), i -> batch.labels()[i / steps][i % steps]);
        Arrays.setAll(weights.values(), i -> batch.labelWeight(i / steps, i % steps));
        LossValues expected = SparseCategoricalCrossentropy.ofLogits()
                .of(logits, LossTargets.of(labels).masked(batch.labelMask()).weighted(weights));
        CrossEntropy actual = new CrossEntropy(logits, batch);
        assertThat(actual.loss().weight()).isEqualTo(expected.total().weight());
        assertThat(actual.loss().sum()).isCloseTo(expected.total().sum(), within(1e-12));
        Expectations.assertClose(
                "gradient",
                actual.gradient().values(),
                expected.gradient(LossReduction.SUM_OVER_BATCH_SIZE).values(),
                1e-12);
        Expectations.assertClose(
                "losses",
                Arrays.stream(actual.scores().labelLosses())
                        .flatMapToDouble(Arrays::stream)
                        .toArray(),
                expected.losses().values(),
                1e-12);
    }

    @ParameterizedTest(name = "{0} seed {1}")
    @MethodSource("tasks")
    void weightsOfOneChangeNoBit(ModelTask task, long seed) {
        PaddedBatch batch = batch(task, seed);
        double[][] ones = new double[batch.batch()][batch.labelMask().time()];
        Arrays.stream(ones).forEach(row -> Arrays.fill(row, 1));
        Tensor logits = logits(batch, task, seed);
        CrossEntropy without = new CrossEntropy(logits, batch);
        CrossEntropy with = new CrossEntropy(logits, batch.withLabelWeights(ones));
        assertThat(with.loss()).isEqualTo(without.loss());
        assertThat(with.gradient().values()).isEqualTo(without.gradient().values());
    }

    @ParameterizedTest(name = "{0} seed {1}")
    @MethodSource("tasks")
    void aWeightOfZeroHidesLogitsThatAreNotFinite(ModelTask task, long seed) {
        PaddedBatch unweighted = batch(task, seed);
        PaddedBatch batch = unweighted.withLabelWeights(
                new double[unweighted.batch()][unweighted.labelMask().time()]);
        Tensor logits = logits(batch, task, seed);
        Arrays.fill(logits.values(), Double.NaN);
        CrossEntropy loss = new CrossEntropy(logits, batch);
        assertThat(loss.loss().sum()).isZero();
        assertThat(loss.loss().weight()).isEqualTo(batch.labelCount()).isPositive();
        assertThat(loss.gradient().values()).containsOnly(0);
    }
}
