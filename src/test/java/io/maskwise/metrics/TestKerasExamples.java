package io.maskwise.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.maskwise.sequence.Mask;
import java.util.Arrays;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The examples of Keras' documentation and of its tests of AUC, each example a token. */
final class TestKerasExamples {
    private static final Offset<Double> TOLERANCE = within(1e-6);
    private static final double[] ONES = {1, 1, 1, 1};
    private static final Positives ABOVE_HALF = Positives.above(0.5);

    /** Tokens, their weights, and what Keras says about them. */
    @SuppressWarnings("ArrayRecordComponent") // made, compared and forgotten
    private record Example(Metric metric, double[][] labels, double[][] predictions, double[] weights, double value) {
        @Override
        public String toString() {
            return metric + " of " + Arrays.deepToString(predictions) + " weighing " + Arrays.toString(weights);
        }
    }

    /** A number per token. */
    private static Example ofNumbers(
            Metric metric, double[] labels, double[] predictions, double[] weights, double value) {
        return new Example(metric, column(labels), column(predictions), weights, value);
    }

    private static double[][] column(double... numbers) {
        return Arrays.stream(numbers).mapToObj(number -> new double[] {number}).toArray(double[][]::new);
    }

    private static double[] list(double... numbers) {
        return numbers;
    }

    static Stream<Example> examples() {
        return Stream.of(accuracies(), crossentropies(), errors(), outcomes(), areas(), unions())
                .flatMap(examples -> examples);
    }

    private static Stream<Example> accuracies() {
        double[][] oneHot = {{0, 0, 1}, {0, 1, 0}};
        double[][] scores = {{0.1, 0.9, 0.8}, {0.05, 0.95, 0}};
        double[][] ids = column(2, 1);
        double[] weights = {0.7, 0.3};
        double[] yes = {1, 1, 0, 0};
        double[] shares = {0.98, 1, 0, 0.6};
        return Stream.of(
                ofNumbers(Metrics.accuracy(), list(1, 2, 3, 4), list(0, 2, 3, 4), ONES, 0.75),
                ofNumbers(Metrics.accuracy(), list(1, 2, 3, 4), list(0, 2, 3, 4), list(1, 1, 0, 0), 0.5),
                ofNumbers(Metrics.binaryAccuracy(), yes, shares, ONES, 0.75),
                ofNumbers(Metrics.binaryAccuracy(), yes, shares, list(1, 0, 0, 1), 0.5),
                new Example(Metrics.categoricalAccuracy(), oneHot, scores, list(1, 1), 0.5),
                new Example(Metrics.categoricalAccuracy(), oneHot, scores, weights, 0.3),
                new Example(Metrics.sparseCategoricalAccuracy(), ids, scores, weights, 0.3),
                // Of equal scores the first is the prediction, as of numpy.argmax, and all are among the best.
                new Example(
                        Metrics.sparseCategoricalAccuracy(),
                        column(0, 1),
                        new double[][] {{3, 3}, {3, 3}},
                        weights,
                        0.7),
                new Example(
                        Metrics.sparseTopKCategoricalAccuracy(1),
                        column(0, 1),
                        new double[][] {{3, 3}, {3, 3}},
                        weights,
                        1),
                new Example(Metrics.topKCategoricalAccuracy(1), oneHot, scores, list(1, 1), 0.5),
                new Example(Metrics.topKCategoricalAccuracy(1), oneHot, scores, weights, 0.3),
                new Example(Metrics.sparseTopKCategoricalAccuracy(1), ids, scores, weights, 0.3),
                new Example(Metrics.sparseTopKCategoricalAccuracy(2), ids, scores, weights, 1));
    }

    private static Stream<Example> crossentropies() {
        double[][] oneHot = {{0, 1, 0}, {0, 0, 1}};
        double[][] probabilities = {{0.05, 0.95, 0}, {0.1, 0.8, 0.1}};
        double[] weights = {0.3, 0.7};
        double[][] yes = {{0, 1}, {0, 0}};
        double[][] shares = {{0.6, 0.4}, {0.4, 0.6}};
        Metric sparse = Metrics.sparseCategoricalCrossentropy(ScoreKind.PROBABILITIES);
        return Stream.of(
                new Example(sparse, column(1, 2), probabilities, list(1, 1), 1.1769392),
                new Example(
                        Metrics.categoricalCrossentropy(ScoreKind.PROBABILITIES),
                        oneHot,
                        probabilities,
                        weights,
                        1.6271976),
                new Example(Metrics.binaryCrossentropy(ScoreKind.PROBABILITIES), yes, shares, list(1, 1), 0.81492424),
                new Example(Metrics.binaryCrossentropy(ScoreKind.PROBABILITIES), yes, shares, list(1, 0), 0.9162905));
    }

    private static Stream<Example> errors() {
        double[][] labels = {{0, 1}, {0, 0}};
        double[][] predictions = {{1, 1}, {0, 0}};
        return Stream.of(
                new Example(Metrics.meanSquaredError(), labels, predictions, list(1, 1), 0.25),
                new Example(Metrics.meanAbsoluteError(), labels, predictions, list(1, 0), 0.5),
                new Example(Metrics.rootMeanSquaredError(), labels, predictions, list(1, 1), 0.5),
                new Example(Metrics.rootMeanSquaredError(), labels, predictions, list(1, 0), 0.70710677));
    }

    private static Stream<Example> outcomes() {
        double[] labels = {0, 1, 1, 1};
        double[] predictions = {1, 0, 1, 1};
        double[] third = {0, 0, 1, 0};
        double[][] vector = {{0, 0, 1, 1}};
        double[][] equalScores = {{1, 1, 1, 1}};
        return Stream.of(
                ofNumbers(Metrics.precision(ABOVE_HALF), labels, predictions, ONES, 0.6666667),
                ofNumbers(Metrics.precision(ABOVE_HALF), labels, predictions, third, 1),
                ofNumbers(Metrics.recall(ABOVE_HALF), labels, predictions, ONES, 0.6666667),
                new Example(Metrics.precision(Positives.top(2)), vector, equalScores, list(1), 0),
                new Example(Metrics.precision(Positives.top(4)), vector, equalScores, list(1), 0.5),
                ofNumbers(Metrics.truePositives(ABOVE_HALF), labels, predictions, ONES, 2),
                ofNumbers(Metrics.falsePositives(ABOVE_HALF), list(0, 1, 0, 0), list(0, 0, 1, 1), ONES, 2),
                ofNumbers(Metrics.falseNegatives(ABOVE_HALF), labels, list(0, 1, 0, 0), ONES, 2),
                ofNumbers(Metrics.falseNegatives(ABOVE_HALF), labels, list(0, 1, 0, 0), third, 1),
                ofNumbers(Metrics.trueNegatives(ABOVE_HALF), list(0, 1, 0, 0), list(1, 1, 0, 0), ONES, 2));
    }

    private static Stream<Example> areas() {
        double[] labels = {0, 0, 1, 1};
        double[] shares = {0, 0.5, 0.3, 0.9};
        double[] logits = Arrays.stream(shares)
                .map(share -> Math.log(share / (1 - share)))
                .toArray();
        double[] weights = {1, 2, 3, 4};
        return Stream.of(
                ofNumbers(roc(ScoreKind.PROBABILITIES), labels, shares, ONES, 0.75),
                ofNumbers(roc(ScoreKind.PROBABILITIES), labels, shares, list(1, 0, 0, 1), 1),
                ofNumbers(roc(ScoreKind.LOGITS), labels, logits, ONES, 0.75),
                ofNumbers(roc(ScoreKind.PROBABILITIES), labels, shares, weights, (1 + 4.0 / 7) / 2),
                ofNumbers(Metrics.auc(AucCurve.ROC), labels, labels, ONES, 1),
                ofNumbers(
                        new Auc(AucCurve.PR, ScoreKind.PROBABILITIES, 3),
                        labels,
                        shares,
                        ONES,
                        // A slope of 1/3 and an intercept of 2/3 below the threshold of 1/2; a precision of 1 above.
                        (1.0 / 3 * (1 + 2.0 / 3 * Math.log(4)) + 1) / 2));
    }

    private static Metric roc(ScoreKind kind) {
        return new Auc(AucCurve.ROC, kind, 3);
    }

    private static Stream<Example> unions() {
        double[] labels = {0, 0, 1, 1};
        double[] predictions = {0, 1, 0, 1};
        return Stream.of(
                ofNumbers(Metrics.meanIoU(2), labels, predictions, ONES, 0.33333334),
                ofNumbers(Metrics.meanIoU(2), labels, predictions, list(0.3, 0.3, 0.3, 0.1), 0.23809525),
                ofNumbers(Metrics.meanIoU(9), labels, predictions, ONES, 0.33333334));
    }

    private static void add(Metric metric, double[][] labels, double[][] predictions, double[] weights) {
        metric.add(new PredictionBatch(
                TokenValues.ofVectors(new double[][][] {labels}),
                TokenValues.ofVectors(new double[][][] {predictions}),
                TokenWeights.of(Mask.allReal(1, labels.length), new double[][] {weights})));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("examples")
    void givesWhatKerasSays(Example example) {
        add(example.metric(), example.labels(), example.predictions(), example.weights());
        assertThat(example.metric().value()).isCloseTo(example.value(), TOLERANCE);
    }

    @Test
    void scoresOfSeveralLabelsPerToken() {
        double[][] labels = {{1, 1, 1}, {1, 0, 0}, {1, 1, 0}};
        double[][] predictions = {{0.2, 0.6, 0.7}, {0.2, 0.6, 0.6}, {0.6, 0.8, 0.0}};
        FBetaScore f1 = Metrics.fBetaScore(FBetaOptions.f1(3).above(0.5));
        FBetaScore f2 = Metrics.fBetaScore(FBetaOptions.f1(3).above(0.5).withBeta(2));
        add(f1, labels, predictions, list(1, 1, 1));
        add(f2, labels, predictions, list(1, 1, 1));
        assertThat(f1.perClass()).containsExactly(list(0.5, 0.8, 0.6666667), TOLERANCE);
        assertThat(f2.perClass()).containsExactly(list(0.3846154, 0.90909094, 0.8333334), TOLERANCE);
    }

    @Test
    void aVectorOfZerosPredictsNothing() {
        FBetaScore score = Metrics.fBetaScore(FBetaOptions.f1(2));
        add(score, new double[][] {{1, 0}, {1, 0}}, new double[][] {{0, 0}, {1, 1}}, list(1, 1));
        // Class 0 is found once of twice; class 1 is predicted once, wrongly, as a tie predicts both.
        assertThat(score.perClass()).containsExactly(list(2.0 / 3, 0), TOLERANCE);
    }
}
