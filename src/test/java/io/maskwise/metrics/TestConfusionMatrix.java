package io.maskwise.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.maskwise.testing.MergeLaws;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class TestConfusionMatrix {
    private static final double TOLERANCE = 1e-12;

    static IntStream seeds() {
        return IntStream.rangeClosed(1, 30);
    }

    private static ConfusionMatrix matrix(int classes, int[][] pairs) {
        ConfusionMatrix matrix = new ConfusionMatrix(classes);
        for (int[] pair : pairs) {
            matrix.add(pair[0], pair[1]);
        }
        return matrix;
    }

    private static int[][] randomPairs(Random random, int classes) {
        int[][] pairs = new int[random.nextInt(60)][];
        for (int i = 0; i < pairs.length; i++) {
            int label = random.nextInt(classes);
            pairs[i] = new int[] {label, random.nextBoolean() ? label : random.nextInt(classes)};
        }
        return pairs;
    }

    @Test
    void threeClassesByHand() {
        // labels      0 0 1 1 2 2        precision  2/3, 0/1, 1/2 (class 2 is predicted twice)
        // predictions 0 0 0 2 2 1        recall     2/2, 0/2, 1/2
        ConfusionMatrix matrix = matrix(3, new int[][] {{0, 0}, {0, 0}, {1, 0}, {1, 2}, {2, 2}, {2, 1}});
        assertThat(matrix.perClass(0)).isEqualTo(new ClassScores(2.0 / 3, 1, 4.0 / 5, 2));
        assertThat(matrix.perClass(1)).isEqualTo(new ClassScores(0, 0, 0, 2));
        assertThat(matrix.perClass(2)).isEqualTo(new ClassScores(0.5, 0.5, 0.5, 2));
        assertThat(matrix.macro().precision()).isCloseTo((2.0 / 3 + 0.5) / 3, within(TOLERANCE));
        assertThat(matrix.macro().recall()).isCloseTo(0.5, within(TOLERANCE));
        assertThat(matrix.macro().f1()).isCloseTo((0.8 + 0.5) / 3, within(TOLERANCE));
        assertThat(matrix.micro()).isEqualTo(new ClassScores(0.5, 0.5, 0.5, 6));
        assertThat(matrix.count(1, 2)).isEqualTo(1);
        assertThat(matrix.count(2, 0)).isEqualTo(0);
    }

    @Test
    void unevenSupportByHand() {
        // Class 0: 3 of 4 found, 3 of 3 right, F1 6/7. Class 1: 1 of 1 found, 1 of 2 right, F1 2/3.
        ConfusionMatrix matrix = matrix(2, new int[][] {{0, 0}, {0, 0}, {0, 0}, {0, 1}, {1, 1}});
        assertThat(matrix.macro().f1()).isCloseTo((6.0 / 7 + 2.0 / 3) / 2, within(TOLERANCE));
        assertThat(matrix.weighted().f1()).isCloseTo((4 * 6.0 / 7 + 2.0 / 3) / 5, within(TOLERANCE));
        assertThat(matrix.weighted().recall()).isCloseTo(0.8, within(TOLERANCE));
        assertThat(matrix.micro().f1()).isCloseTo(0.8, within(TOLERANCE));
    }

    @Test
    void classesThatNeverOccurAreNotAveraged() {
        // Class 1 occurs as a prediction alone, so it counts as 0; class 2 does not occur, so it does not count.
        ConfusionMatrix matrix = matrix(3, new int[][] {{0, 0}, {0, 1}});
        assertThat(matrix.macro().f1()).isCloseTo((2.0 / 3 + 0) / 2, within(TOLERANCE));
        assertThat(matrix.occurs(2)).isFalse();
        assertThat(matrix.perClass(2)).isEqualTo(new ClassScores(0, 0, 0, 0));
    }

    @Test
    void nothingScoresZero() {
        ConfusionMatrix matrix = new ConfusionMatrix(2);
        ClassScores zero = new ClassScores(0, 0, 0, 0);
        assertThat(List.of(matrix.micro(), matrix.macro(), matrix.weighted(), matrix.perClass(0)))
                .containsOnly(zero);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void agreesWithPlainLoops(int seed) {
        Random random = new Random(seed);
        int classes = 1 + random.nextInt(6);
        int[][] pairs = randomPairs(random, classes);
        ConfusionMatrix matrix = matrix(classes, pairs);
        double macro = 0;
        double weighted = 0;
        int occurring = 0;
        for (int id = 0; id < classes; id++) {
            ClassScores expected = scoresByLoop(pairs, id);
            assertThat(matrix.perClass(id).precision()).isCloseTo(expected.precision(), within(TOLERANCE));
            assertThat(matrix.perClass(id).recall()).isCloseTo(expected.recall(), within(TOLERANCE));
            assertThat(matrix.perClass(id).f1()).isCloseTo(expected.f1(), within(TOLERANCE));
            assertThat(matrix.perClass(id).support()).isEqualTo(expected.support());
            macro += expected.f1();
            weighted += expected.f1() * expected.support();
            occurring += occurs(pairs, id) ? 1 : 0;
        }
        assertThat(matrix.macro().f1()).isCloseTo(macro / Math.max(1, occurring), within(TOLERANCE));
        assertThat(matrix.weighted().f1()).isCloseTo(weighted / Math.max(1, pairs.length), within(TOLERANCE));
    }

    private static boolean occurs(int[][] pairs, int id) {
        boolean occurs = false;
        for (int[] pair : pairs) {
            occurs |= pair[0] == id || pair[1] == id;
        }
        return occurs;
    }

    /** By the textbook: true and false positives and negatives, then the harmonic mean. */
    private static ClassScores scoresByLoop(int[][] pairs, int id) {
        int truePositives = 0;
        int falsePositives = 0;
        int falseNegatives = 0;
        for (int[] pair : pairs) {
            truePositives += pair[0] == id && pair[1] == id ? 1 : 0;
            falsePositives += pair[0] != id && pair[1] == id ? 1 : 0;
            falseNegatives += pair[0] == id && pair[1] != id ? 1 : 0;
        }
        double precision = truePositives == 0 ? 0 : (double) truePositives / (truePositives + falsePositives);
        double recall = truePositives == 0 ? 0 : (double) truePositives / (truePositives + falseNegatives);
        double f1 = truePositives == 0 ? 0 : 2 * precision * recall / (precision + recall);
        return new ClassScores(precision, recall, f1, truePositives + falseNegatives);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void anySplitMergesToTheWhole(int seed) {
        List<int[]> pairs = List.of(randomPairs(new Random(seed), 4));
        MergeLaws<int[], ConfusionMatrix> laws =
                new MergeLaws<>(part -> matrix(4, part.toArray(int[][]::new)), ConfusionMatrix::merge);
        laws.hold(pairs, seed);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void aMergedMatrixHasTheFiguresOfTheWhole(int seed) {
        int[][] pairs = randomPairs(new Random(seed), 4);
        int[][] first = Arrays.copyOf(pairs, pairs.length / 2);
        int[][] second = Arrays.copyOfRange(pairs, pairs.length / 2, pairs.length);
        ConfusionMatrix merged = matrix(4, first).merge(matrix(4, second));
        ConfusionMatrix whole = matrix(4, pairs);
        assertThat(merged.total()).isEqualTo(pairs.length);
        assertThat(merged.correct()).isEqualTo(whole.correct());
        assertThat(merged.macro()).isEqualTo(whole.macro());
        assertThat(merged.weighted()).isEqualTo(whole.weighted());
        assertThat(merged.perClass(3)).isEqualTo(whole.perClass(3));
    }

    @Test
    void manyClassesTakeNoMoreThanTheirPairs() {
        ConfusionMatrix matrix = new ConfusionMatrix(1_000_000);
        matrix.add(999_999, 999_998);
        assertThat(matrix.count(999_999, 999_998)).isEqualTo(1);
        assertThat(matrix.merge(matrix).count(999_999, 999_998)).isEqualTo(2);
    }

    @Test
    void refusesWhatIsNoClass() {
        ConfusionMatrix matrix = new ConfusionMatrix(3);
        assertThatThrownBy(() -> matrix.add(-1, 0)).hasMessage("Invalid label: -1 (must be 0 to 2)");
        assertThatThrownBy(() -> matrix.add(0, 3)).hasMessage("Invalid prediction: 3 (must be 0 to 2)");
        assertThatThrownBy(() -> matrix.count(0, 3)).hasMessage("Invalid prediction: 3 (must be 0 to 2)");
        assertThatThrownBy(() -> matrix.perClass(3)).hasMessage("Invalid class: 3 (must be 0 to 2)");
        assertThatThrownBy(() -> new ConfusionMatrix(0)).hasMessage("Invalid number of classes: 0 (must be >= 1)");
        assertThatThrownBy(() -> matrix.merge(new ConfusionMatrix(4)))
                .hasMessage("Cannot merge confusion matrices: one has 3 classes, the other 4");
    }
}
