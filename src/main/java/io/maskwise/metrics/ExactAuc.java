package io.maskwise.metrics;

import java.io.Serializable;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * The exact area under the ROC curve, or the average precision, from the counts of every score that occurs.
 *
 * <p>Under the ROC curve it is how often a label 1 has a higher score than a label 0, equal scores counting half;
 * scikit-learn's {@code roc_auc_score}. Of the precision-recall curve it is the precision at the score of each label 1,
 * averaged; scikit-learn's {@code average_precision_score}, which is not the area that {@link Auc} interpolates. Where
 * there is nothing to find, or under the ROC curve nothing else, it is 0.
 *
 * <p>Memory: one entry for each different score. {@link Auc} takes a fixed number of thresholds instead, and tells how
 * far off the area under the ROC curve may be.
 */
public final class ExactAuc implements Metric {
    private static final long serialVersionUID = 1L;

    private final AucCurve curve;
    private final ScoreKind kind;
    private final NavigableMap<Double, Labels> scores;

    /** The weights of the labels 1 and 0 that have one score. */
    private record Labels(WeightSum positive, WeightSum negative) implements Serializable {
        private static final long serialVersionUID = 1L;

        static Labels none() {
            return new Labels(new WeightSum(), new WeightSum());
        }

        Labels merge(Labels other) {
            return new Labels(positive.merge(other.positive), negative.merge(other.negative));
        }
    }

    /**
     * The area of nothing yet.
     *
     * @param curve the curve to measure under
     * @param kind what the predictions are
     */
    public ExactAuc(AucCurve curve, ScoreKind kind) {
        this(curve, kind, new TreeMap<>());
    }

    private ExactAuc(AucCurve curve, ScoreKind kind, NavigableMap<Double, Labels> scores) {
        this.curve = curve;
        this.kind = kind;
        this.scores = scores;
    }

    @Override
    public void add(PredictionBatch batch) {
        if (!batch.isEmpty()) {
            Checks.checkEqual(batch.labels().features(), batch.predictions().features());
            ExactAuc part = new ExactAuc(curve, kind);
            batch.forEachCounted(part::count);
            part.scores.forEach((score, labels) -> scores.merge(score, labels, Labels::merge));
        }
    }

    private void count(Token token) {
        for (int feature = 0; feature < token.labelFeatures(); feature++) {
            double score = kind == ScoreKind.LOGITS ? token.prediction(feature) : Probability.checked(token, feature);
            Labels labels = scores.computeIfAbsent(score + 0.0, first -> Labels.none()); // -0.0 is 0.0
            (token.isLabelled(feature) ? labels.positive() : labels.negative()).add(token.weight());
        }
    }

    @Override
    public ExactAuc merge(Metric other) {
        if (!(other instanceof ExactAuc auc) || auc.curve != curve || auc.kind != kind) {
            throw new IllegalArgumentException("Cannot merge metrics: one is " + this + ", the other " + other);
        }
        TreeMap<Double, Labels> merged = new TreeMap<>(scores);
        auc.scores.forEach((score, labels) -> merged.merge(score, labels, Labels::merge));
        return new ExactAuc(curve, kind, merged);
    }

    @Override
    public double value() {
        double truePositives = 0;
        double falsePositives = 0;
        double area = 0;
        for (Map.Entry<Double, Labels> score : scores.descendingMap().entrySet()) {
            double found = score.getValue().positive().value();
            double mistaken = score.getValue().negative().value();
            area += curve == AucCurve.ROC
                    ? (truePositives + found / 2) * mistaken
                    : found
                            * OutcomeSums.share(
                                    truePositives + found, truePositives + found + falsePositives + mistaken);
            truePositives += found;
            falsePositives += mistaken;
        }
        return OutcomeSums.share(area, curve == AucCurve.ROC ? truePositives * falsePositives : truePositives);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ExactAuc auc && auc.curve == curve && auc.kind == kind && auc.scores.equals(scores);
    }

    @Override
    public int hashCode() {
        return scores.hashCode();
    }

    @Override
    public String toString() {
        return "ExactAuc[" + curve + ", " + kind + ", " + scores.size() + " scores, " + value() + "]";
    }
}
