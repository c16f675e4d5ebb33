package io.maskwise.metrics;

import io.maskwise.metrics.OutcomeMetric.Figure;

/**
 * Metrics, Keras' by their names, each of nothing yet.
 *
 * <p>Source: <a href="https://keras.io/api/metrics/">keras.io/api/metrics</a>, and KerasHub for the perplexity.
 * The calibration error is none of Keras'.
 */
public final class Metrics {
    private Metrics() {}

    /** The mean of a measure of one's own. */
    public static MeanMetric mean(TokenMeasure measure) {
        return new MeanMetric(measure);
    }

    /** How often predictions equal labels, class ids as a rule. */
    public static MeanMetric accuracy() {
        return mean(new AccuracyMeasures.Accuracy());
    }

    /** How often probabilities are above one half where the label is 1. */
    public static MeanMetric binaryAccuracy() {
        return binaryAccuracy(0.5);
    }

    /** How often predictions are above a threshold where the label is 1. */
    public static MeanMetric binaryAccuracy(double threshold) {
        return mean(new AccuracyMeasures.BinaryAccuracy(threshold));
    }

    /** How often the highest score is that of a one-hot label. */
    public static MeanMetric categoricalAccuracy() {
        return mean(new AccuracyMeasures.CategoricalAccuracy());
    }

    /** How often the highest score is that of the labelled class. */
    public static MeanMetric sparseCategoricalAccuracy() {
        return mean(new AccuracyMeasures.SparseCategoricalAccuracy());
    }

    /** How often a one-hot label is among the highest k scores. */
    public static MeanMetric topKCategoricalAccuracy(int k) {
        return mean(new AccuracyMeasures.TopKCategoricalAccuracy(k));
    }

    /** How often the labelled class is among the highest k scores. */
    public static MeanMetric sparseTopKCategoricalAccuracy(int k) {
        return mean(new AccuracyMeasures.SparseTopKCategoricalAccuracy(k));
    }

    /** The mean cross-entropy of yes-or-no labels, in nats. */
    public static MeanMetric binaryCrossentropy(ScoreKind kind) {
        return mean(new CrossentropyMeasures.BinaryCrossentropy(kind));
    }

    /** The mean cross-entropy of one-hot labels, in nats. */
    public static MeanMetric categoricalCrossentropy(ScoreKind kind) {
        return mean(new CrossentropyMeasures.CategoricalCrossentropy(kind));
    }

    /** The mean cross-entropy of labelled classes, in nats. */
    public static MeanMetric sparseCategoricalCrossentropy(ScoreKind kind) {
        return mean(new CrossentropyMeasures.SparseCategoricalCrossentropy(kind));
    }

    /** The exponential of the mean cross-entropy of labelled classes. */
    public static MeanMetric perplexity(ScoreKind kind) {
        return new MeanMetric(new CrossentropyMeasures.SparseCategoricalCrossentropy(kind), Transform.EXPONENTIAL);
    }

    /** The same, where tokens of one label do not count; KerasHub's {@code mask_token_id}. */
    public static MeanMetric perplexity(ScoreKind kind, int ignoredLabel) {
        return new MeanMetric(
                new IgnoringLabel(new CrossentropyMeasures.SparseCategoricalCrossentropy(kind), ignoredLabel),
                Transform.EXPONENTIAL);
    }

    /** The mean squared difference. */
    public static MeanMetric meanSquaredError() {
        return mean(new ErrorMeasures.SquaredError());
    }

    /** The mean absolute difference. */
    public static MeanMetric meanAbsoluteError() {
        return mean(new ErrorMeasures.AbsoluteError());
    }

    /** The square root of the mean squared difference. */
    public static MeanMetric rootMeanSquaredError() {
        return new MeanMetric(new ErrorMeasures.SquaredError(), Transform.SQUARE_ROOT);
    }

    /** The share of the positive predictions that is right. */
    public static Metric precision(Positives positives) {
        return new OutcomeMetric(Figure.PRECISION, positives);
    }

    /** The share of the positive labels that is found. */
    public static Metric recall(Positives positives) {
        return new OutcomeMetric(Figure.RECALL, positives);
    }

    /** The weight of the positive predictions that are right. */
    public static Metric truePositives(Positives positives) {
        return new OutcomeMetric(Figure.TRUE_POSITIVES, positives);
    }

    /** The weight of the positive predictions that are wrong. */
    public static Metric falsePositives(Positives positives) {
        return new OutcomeMetric(Figure.FALSE_POSITIVES, positives);
    }

    /** The weight of the negative predictions that are right. */
    public static Metric trueNegatives(Positives positives) {
        return new OutcomeMetric(Figure.TRUE_NEGATIVES, positives);
    }

    /** The weight of the negative predictions that are wrong. */
    public static Metric falseNegatives(Positives positives) {
        return new OutcomeMetric(Figure.FALSE_NEGATIVES, positives);
    }

    /** The area under a curve of probabilities, by 200 thresholds. */
    public static Auc auc(AucCurve curve) {
        return new Auc(curve, ScoreKind.PROBABILITIES, 200);
    }

    /** The exact area under the ROC curve of probabilities, or their average precision. */
    public static ExactAuc exactAuc(AucCurve curve) {
        return new ExactAuc(curve, ScoreKind.PROBABILITIES);
    }

    /** The expected calibration error of labelled classes, by 15 bins. */
    public static CalibrationError calibrationError(ScoreKind kind) {
        return new CalibrationError(kind, CalibrationError.BINS);
    }

    /** The F-score of classes. */
    public static FBetaScore fBetaScore(FBetaOptions options) {
        return new FBetaScore(options);
    }

    /** The mean intersection over union of class ids. */
    public static MeanIoU meanIoU(int classes) {
        return new MeanIoU(classes);
    }
}
