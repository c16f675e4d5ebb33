package io.maskwise.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.maskwise.sequence.Mask;
import io.maskwise.testing.MergeLaws;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class TestClassificationMetrics {
    private static final int CLASSES = 4;
    private static final int[] POISONED_IDS = {-1, CLASSES, Integer.MAX_VALUE, Integer.MIN_VALUE};
    private static final double[] POISONED_LOSSES = {Double.NaN, Double.POSITIVE_INFINITY, -1e308};

    static IntStream seeds() {
        return IntStream.rangeClosed(1, 30);
    }

    /** A batch as the metrics take it. */
    @SuppressWarnings("ArrayRecordComponent") // made, used once and forgotten
    private record Batch(int[][] labels, int[][] predictions, double[][] losses, Mask mask) {
        static Batch random(Random random) {
            boolean[][] real = new boolean[random.nextInt(4)][random.nextInt(6)];
            int[][] labels = new int[real.length][];
            int[][] predictions = new int[real.length][];
            double[][] losses = new double[real.length][];
            for (int row = 0; row < real.length; row++) {
                labels[row] = random.ints(real[row].length, 0, CLASSES).toArray();
                predictions[row] = random.ints(real[row].length, 0, CLASSES).toArray();
                losses[row] = random.doubles(real[row].length, 0, 20).toArray();
                for (int step = 0; step < real[row].length; step++) {
                    real[row][step] = random.nextInt(3) > 0;
                }
            }
            return new Batch(labels, predictions, losses, Mask.of(real));
        }

        /** The same batch with something else under the mask. */
        Batch poisoned(Random random) {
            Batch copy = new Batch(copy(labels), copy(predictions), copy(losses), mask);
            for (int row = 0; row < mask.batch(); row++) {
                for (int step = 0; step < mask.time(); step++) {
                    if (!mask.isReal(row, step)) {
                        copy.labels[row][step] = POISONED_IDS[random.nextInt(POISONED_IDS.length)];
                        copy.predictions[row][step] = POISONED_IDS[random.nextInt(POISONED_IDS.length)];
                        copy.losses[row][step] = POISONED_LOSSES[random.nextInt(POISONED_LOSSES.length)];
                    }
                }
            }
            return copy;
        }

        Batch allMasked() {
            return new Batch(labels, predictions, losses, Mask.of(new boolean[mask.batch()][mask.time()]));
        }

        private static int[][] copy(int[][] rows) {
            return Stream.of(rows).map(int[]::clone).toArray(int[][]::new);
        }

        private static double[][] copy(double[][] rows) {
            return Stream.of(rows).map(double[]::clone).toArray(double[][]::new);
        }
    }

    private static ClassificationMetrics metrics(List<Batch> batches) {
        ClassificationMetrics metrics = new ClassificationMetrics(CLASSES);
        for (Batch batch : batches) {
            metrics.add(batch.labels(), batch.predictions(), batch.losses(), batch.mask());
        }
        return metrics;
    }

    private static List<Batch> randomBatches(Random random) {
        return Stream.generate(() -> Batch.random(random)).limit(12).toList();
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void anySplitAndOrderMergesToTheWholeBitForBit(int seed) {
        Random random = new Random(seed);
        List<Batch> batches = randomBatches(random).stream()
                .map(batch -> batch.poisoned(random))
                .toList();
        new MergeLaws<>(TestClassificationMetrics::metrics, ClassificationMetrics::merge).hold(batches, seed);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void whatStandsUnderTheMaskChangesNothing(int seed) {
        Random random = new Random(seed);
        List<Batch> batches = randomBatches(random);
        ClassificationMetrics clean = metrics(batches);
        List<Batch> poisoned =
                batches.stream().map(batch -> batch.poisoned(random)).toList();
        assertThat(metrics(poisoned)).isEqualTo(clean);
        poisoned.forEach(batch -> {
            Batch masked = batch.allMasked();
            clean.add(masked.labels(), masked.predictions(), masked.losses(), masked.mask());
        });
        assertThat(clean).as("all batches once more, masked").isEqualTo(metrics(batches));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void agreesWithPlainLoops(int seed) {
        List<Batch> batches = randomBatches(new Random(seed));
        long tokens = 0;
        long correct = 0;
        ExactSum losses = new ExactSum();
        for (Batch batch : batches) {
            for (int row = 0; row < batch.mask().batch(); row++) {
                for (int step = 0; step < batch.mask().time(); step++) {
                    if (batch.mask().isReal(row, step)) {
                        tokens++;
                        correct += batch.labels()[row][step] == batch.predictions()[row][step] ? 1 : 0;
                        losses.add(batch.losses()[row][step]);
                    }
                }
            }
        }
        ClassificationMetrics metrics = metrics(batches);
        assertThat(metrics.tokens()).isEqualTo(tokens);
        assertThat(metrics.correct()).isEqualTo(correct);
        assertThat(metrics.accuracy()).isEqualTo((double) correct / Math.max(1, tokens));
        assertThat(metrics.microF1()).isEqualTo(metrics.accuracy());
        assertThat(metrics.loss()).isEqualTo(losses.value() / Math.max(1, tokens));
    }

    @Test
    void aTableByHand() {
        ClassificationMetrics metrics = new ClassificationMetrics(3);
        metrics.add(
                new int[][] {{0, 1, -1}, {2, 2, 1}},
                new int[][] {{0, 0, 99}, {2, 1, 1}},
                new double[][] {{0.5, 1.5, Double.NaN}, {0.25, 2, 0.75}},
                Mask.of(new boolean[][] {{true, true, false}, {true, true, true}}));
        // labels 0 1 2 2 1, predictions 0 0 2 1 1: F1 of 2/3, 1/2 and 2/3
        assertThat(metrics.tokens()).isEqualTo(5);
        assertThat(metrics.loss()).isEqualTo(1);
        assertThat(metrics.accuracy()).isEqualTo(0.6);
        assertThat(metrics.macroF1()).isCloseTo(11.0 / 18, within(1e-12));
        assertThat(metrics.perClass(1)).isEqualTo(new ClassScores(0.5, 0.5, 0.5, 2));
        assertThat(metrics.confusion().count(2, 1)).isEqualTo(1);
    }

    @Test
    void whereNoLabelCountsEveryFigureIsZero() {
        ClassificationMetrics metrics = new ClassificationMetrics(3);
        metrics.add(
                new int[][] {{-1}}, new int[][] {{7}}, new double[][] {{Double.NaN}}, Mask.of(new boolean[][] {{false}
                }));
        assertThat(Stream.of(
                        metrics.loss(), metrics.accuracy(), metrics.macroF1(), metrics.microF1(), metrics.weightedF1()))
                .containsOnly(0.0);
        assertThat(metrics.tokens()).isEqualTo(0);
        assertThat(metrics).isEqualTo(new ClassificationMetrics(3));
    }

    @Test
    void aLossThatIsNotANumberIsNotHidden() {
        ClassificationMetrics metrics = new ClassificationMetrics(1);
        metrics.add(new int[1][1], new int[1][1], new double[][] {{Double.NaN}}, Mask.allReal(1, 1));
        assertThat(metrics.loss()).isNaN();
    }

    @Test
    void aWrongBatchIsRefusedAndChangesNothing() {
        ClassificationMetrics metrics = new ClassificationMetrics(3);
        Mask mask = Mask.allReal(1, 2);
        double[][] losses = new double[1][2];
        int[][] right = {{0, 1}};
        assertThatThrownBy(() -> metrics.add(new int[][] {{0, 3}}, right, losses, mask))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Invalid label: 3 (must be 0 to 2)");
        assertThatThrownBy(() -> metrics.add(right, new int[][] {{0, -1}}, losses, mask))
                .hasMessage("Invalid prediction: -1 (must be 0 to 2)");
        assertThatThrownBy(() -> metrics.add(right, right, new double[1][1], mask))
                .hasMessage("Invalid label losses: row 0 has 1 steps (must be 2, as the mask)");
        assertThatThrownBy(() -> metrics.add(new int[0][], right, losses, mask))
                .hasMessage("Invalid labels: 0 rows (must be 1, as the mask)");
        assertThat(metrics).isEqualTo(new ClassificationMetrics(3));
    }

    @Test
    void theConfusionHandedOutIsACopy() {
        ClassificationMetrics metrics = new ClassificationMetrics(2);
        metrics.confusion().add(0, 1);
        assertThat(metrics.tokens()).isEqualTo(0);
    }

    @Test
    void metricsOfOtherClassesDoNotMerge() {
        assertThatThrownBy(() -> new ClassificationMetrics(2).merge(new ClassificationMetrics(3)))
                .hasMessage("Cannot merge confusion matrices: one has 2 classes, the other 3");
    }
}
