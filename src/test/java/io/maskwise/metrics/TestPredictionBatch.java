package io.maskwise.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.maskwise.sequence.Mask;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Bad input: wrong shapes, masks of the wrong length, impossible labels and options. */
final class TestPredictionBatch {
    private static final Mask MASK = Mask.of(new boolean[][] {{true, true, false}, {true, false, true}});
    private static final TokenWeights WEIGHTS = TokenWeights.of(MASK);
    private static final TokenValues IDS = TokenValues.ofIds(new int[][] {{0, 1, 9}, {2, 9, 1}});
    private static final TokenValues SCORES = TokenValues.ofVectors(new double[2][3][3]);

    private static void assertRefused(ThrowingCallable call, String message) {
        assertThatThrownBy(call).isInstanceOf(IllegalArgumentException.class).hasMessage(message);
    }

    private static void assertRefused(Metric metric, PredictionBatch batch, String message) {
        String before = metric.toString();
        assertRefused(() -> metric.add(batch), message);
        assertThat(metric).hasToString(before);
    }

    private static PredictionBatch batch(TokenValues labels, TokenValues predictions) {
        return new PredictionBatch(labels, predictions, WEIGHTS);
    }

    private static PredictionBatch oneToken(double label, double... prediction) {
        return new PredictionBatch(
                TokenValues.ofNumbers(new double[][] {{label}}),
                TokenValues.ofVectors(new double[][][] {{prediction}}),
                TokenWeights.of(Mask.allReal(1, 1)));
    }

    @Test
    void shapesThatDoNotFitTheMask() {
        assertRefused(
                () -> batch(TokenValues.ofIds(new int[1][3]), SCORES),
                "Invalid labels: 1 rows (must be 2, as the mask)");
        assertRefused(
                () -> batch(IDS, TokenValues.ofVectors(new double[2][4][3])),
                "Invalid predictions: 4 steps (must be 3, as the mask)");
        assertRefused(
                () -> TokenWeights.of(MASK, new double[][] {{1, 1, 1}, {1, 1}}),
                "Invalid sample weights: row 1 has 2 steps (must be 3, as the mask)");
        assertRefused(
                () -> TokenWeights.of(MASK, new double[1][3]),
                "Invalid sample weights: 1 rows (must be 2, as the mask)");
        assertRefused(
                () -> TokenWeights.ofRows(MASK, new double[3]), "Invalid row weights: 3 (must be 2, as the mask)");
        assertRefused(
                () -> TokenWeights.ofClasses(MASK, new int[2][2], Map.of()),
                "Invalid labels: row 0 has 2 steps (must be 3, as the mask)");
    }

    @Test
    void valuesThatAreNoTensor() {
        assertRefused(
                () -> TokenValues.ofIds(new int[][] {{1}, {1, 2}}),
                "Invalid values: row 1 has 2 steps (must be 1, as row 0)");
        assertRefused(
                () -> TokenValues.ofVectors(new double[][][] {{{1, 2}, {1}}}),
                "Invalid values: row 0, step 1 has 1 features (must be 2, as the first)");
        assertRefused(() -> TokenValues.ofVectors(new double[1][1][0]), "Invalid values: 0 features (must be >= 1)");
        assertRefused(
                () -> TokenValues.ofFlat(new double[5], 1, 2, 3),
                "Invalid values: 5 (must be 6 for the shape [1, 2, 3])");
        assertRefused(
                () -> TokenValues.ofFlat(new double[0], -1, 2, 3),
                "Invalid shape: [-1, 2, 3] (must be >= 0 everywhere, of at most 2147483647 values)");
    }

    @Test
    void weightsThatAreNoWeights() {
        assertRefused(
                () -> TokenWeights.of(MASK, new double[][] {{1, -1, 1}, {1, 1, 1}}),
                "Invalid sample weight: -1.0 at row 0, step 1 (must be finite and >= 0)");
        assertRefused(
                () -> TokenWeights.ofRows(MASK, new double[] {1, Double.NaN}),
                "Invalid sample weight: NaN at row 1, step 0 (must be finite and >= 0)");
        assertRefused(
                () -> TokenWeights.ofClasses(MASK, new int[2][3], Map.of(0, Double.POSITIVE_INFINITY)),
                "Invalid sample weight: Infinity at row 0, step 0 (must be finite and >= 0)");
    }

    @Test
    void weightsUnderTheMaskAreNotRead() {
        double[][] weights = {{1, 2, Double.NaN}, {0.5, -7, 1}};
        MeanMetric metric = Metrics.accuracy();
        metric.add(new PredictionBatch(IDS, IDS, TokenWeights.of(MASK, weights)));
        assertThat(metric.weight()).isEqualTo(4.5);
        assertThat(metric.total()).isEqualTo(4.5);
    }

    @Test
    void weightsPerRowAndPerClass() {
        MeanMetric rows = Metrics.accuracy();
        rows.add(new PredictionBatch(IDS, IDS, TokenWeights.ofRows(MASK, new double[] {2, 0.25})));
        assertThat(rows.weight()).isEqualTo(4.5);
        MeanMetric classes = Metrics.accuracy();
        int[][] labels = {{0, 1, 9}, {2, 9, 1}};
        classes.add(new PredictionBatch(IDS, IDS, TokenWeights.ofClasses(MASK, labels, Map.of(1, 3.0, 9, -1.0))));
        assertThat(classes.weight()).as("1 for 0 and 2, 3 for each 1").isEqualTo(8);
    }

    @Test
    void numbersOfFeaturesThatDoNotFit() {
        PredictionBatch dense = batch(SCORES, TokenValues.ofVectors(new double[2][3][4]));
        assertRefused(
                Metrics.categoricalAccuracy(), dense, "Invalid predictions: 4 features (must be 3, as the labels)");
        assertRefused(
                Metrics.sparseCategoricalAccuracy(),
                dense,
                "Invalid labels: 3 features (must be 1, a class or number each)");
        assertRefused(
                Metrics.fBetaScore(FBetaOptions.f1(4)),
                dense,
                "Invalid labels: 3 features (must be 4, the number of classes)");
        assertRefused(
                Metrics.meanIoU(3),
                batch(SCORES, SCORES),
                "Invalid labels: 3 features (must be 1, a class or number each)");
        assertRefused(
                Metrics.sparseTopKCategoricalAccuracy(4),
                batch(IDS, SCORES),
                "Invalid k: 4 (must be at most 3, the number of classes)");
        assertRefused(
                Metrics.precision(Positives.top(5)),
                batch(SCORES, SCORES),
                "Invalid k: 5 (must be at most 3, the number of classes)");
        assertRefused(
                Metrics.recall(Positives.above(0.5).ofClass(3)),
                batch(SCORES, SCORES),
                "Invalid class: 3 (must be 0 to 2, as there are 3 classes)");
    }

    @Test
    void wrongShapesAreRefusedThoughAllIsMasked() {
        TokenWeights nothing = TokenWeights.of(Mask.of(new boolean[2][3]));
        assertRefused(
                Metrics.sparseCategoricalAccuracy(),
                new PredictionBatch(SCORES, SCORES, nothing),
                "Invalid labels: 3 features (must be 1, a class or number each)");
    }

    @Test
    void labelsAndPredictionsThatAreImpossible() {
        assertRefused(
                Metrics.sparseCategoricalAccuracy(),
                oneToken(3, 0, 0, 1),
                "Invalid label: 3 at row 0, step 0 (must be a class, 0 to 2)");
        assertRefused(
                Metrics.sparseCategoricalCrossentropy(ScoreKind.LOGITS),
                oneToken(-1, 0, 0, 1),
                "Invalid label: -1 at row 0, step 0 (must be a class, 0 to 2)");
        assertRefused(
                Metrics.sparseTopKCategoricalAccuracy(1),
                oneToken(1.5, 0, 0, 1),
                "Invalid label: 1.5 at row 0, step 0 (must be a class, 0 to 2)");
        assertRefused(
                Metrics.meanIoU(2), oneToken(1, 2), "Invalid prediction: 2 at row 0, step 0 (must be a class, 0 to 1)");
        assertRefused(
                Metrics.precision(Positives.above(0.5)),
                oneToken(0.5, 1),
                "Invalid label: 0.5 at row 0, step 0 (must be 0 or 1)");
        assertRefused(
                Metrics.binaryCrossentropy(ScoreKind.LOGITS),
                oneToken(2, 1),
                "Invalid label: 2 at row 0, step 0 (must be 0 to 1)");
    }

    @Test
    void logitsThatAreTakenForProbabilities() {
        assertRefused(
                Metrics.auc(AucCurve.ROC),
                oneToken(1, 1.5),
                "Invalid prediction: 1.5 at row 0, step 0 (must be a probability, 0 to 1; is it a logit?)");
        assertRefused(
                Metrics.binaryCrossentropy(ScoreKind.PROBABILITIES),
                oneToken(1, -0.5),
                "Invalid prediction: -0.5 at row 0, step 0 (must be a probability, 0 to 1; is it a logit?)");
        assertRefused(
                Metrics.sparseCategoricalCrossentropy(ScoreKind.PROBABILITIES),
                oneToken(1, -0.5, 1.5),
                "Invalid prediction: -0.5 at row 0, step 0 (must be a probability, >= 0; is it a logit?)");
        assertRefused(
                Metrics.perplexity(ScoreKind.PROBABILITIES),
                oneToken(1, 0, 0),
                "Invalid sum of predictions: 0 at row 0, step 0 (must be > 0)");
    }

    @Test
    void options() {
        assertRefused(() -> Metrics.topKCategoricalAccuracy(0), "Invalid k: 0 (must be >= 1)");
        assertRefused(() -> Positives.top(-1), "Invalid k: -1 (must be >= 1)");
        assertRefused(() -> Positives.above(Double.NaN), "Invalid threshold: NaN (must be finite)");
        assertRefused(() -> new Positives(Double.NaN, 1, null), "Invalid threshold: NaN (must be a number)");
        assertRefused(() -> Positives.top(1).ofClass(-1), "Invalid class: -1 (must be >= 0)");
        assertRefused(() -> Metrics.binaryAccuracy(Double.NaN), "Invalid threshold: NaN (must be finite)");
        assertRefused(
                () -> new Auc(AucCurve.ROC, ScoreKind.LOGITS, 1), "Invalid number of thresholds: 1 (must be >= 2)");
        assertRefused(() -> FBetaOptions.f1(0), "Invalid number of classes: 0 (must be >= 1)");
        assertRefused(() -> FBetaOptions.f1(1).withBeta(0), "Invalid beta: 0.0 (must be finite and > 0)");
        assertRefused(() -> Metrics.meanIoU(0), "Invalid number of classes: 0 (must be >= 1)");
    }

    @Test
    void aBatchOfNoRowsIsWelcome() {
        MeanMetric metric = Metrics.sparseCategoricalAccuracy();
        TokenValues none = TokenValues.ofVectors(new double[0][][]);
        metric.add(new PredictionBatch(none, none, TokenWeights.of(Mask.allReal(0, 5))));
        assertThat(metric.value()).isEqualTo(0.0);
    }

    @Test
    void anIgnoredLabelNeedNotBeAClass() {
        MeanMetric metric = Metrics.perplexity(ScoreKind.LOGITS, -1);
        metric.add(oneToken(-1, Double.NaN, 0, 1));
        assertThat(metric.weight()).isEqualTo(0.0);
        metric.add(oneToken(0, 3, 3, 3));
        assertThat(metric.value()).isCloseTo(3, within(1e-12));
    }

    @Test
    void anImpossibleClassIsNoNumberlessLoss() {
        MeanMetric metric = Metrics.categoricalCrossentropy(ScoreKind.LOGITS);
        metric.add(new PredictionBatch(
                TokenValues.ofVectors(new double[][][] {{{1, 0}}}),
                TokenValues.ofVectors(new double[][][] {{{5, Double.NEGATIVE_INFINITY}}}),
                TokenWeights.of(Mask.allReal(1, 1))));
        assertThat(metric.value()).isEqualTo(0.0);
    }
}
