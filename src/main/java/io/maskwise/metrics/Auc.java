package io.maskwise.metrics;

import java.util.Arrays;

/**
 * The area under the ROC or the precision-recall curve, from predictions sorted into the gaps of evenly spaced
 * thresholds; Keras' {@code AUC}.
 *
 * <p>The more thresholds, the nearer to the true area; under the ROC curve {@link ExactAuc} tells it. Between two
 * thresholds the ROC curve is taken to be straight; on the precision-recall curve true and false positives are, but not
 * their ratio. Where there is nothing to find, or nothing else, the area under the ROC curve is 0, as in Keras.
 *
 * <pre>
 * Jesse Davis, Mark Goadrich. The Relationship Between Precision-Recall and ROC Curves. ICML 2006.
 * </pre>
 */
public final class Auc implements Metric {
    private static final long serialVersionUID = 1L;

    private final AucCurve curve;
    private final ScoreKind kind;
    private final double[] thresholds;
    /** The weight of the labels 1, and of the labels 0, whose predictions lie between a threshold and the next. */
    private WeightSum[] positives;

    private WeightSum[] negatives;

    /**
     * The area of nothing yet.
     *
     * @param curve the curve to measure under
     * @param kind what the predictions are
     * @param thresholds how many thresholds there are, >= 2; Keras' default is 200
     */
    public Auc(AucCurve curve, ScoreKind kind, int thresholds) {
        this(curve, kind, evenly(thresholds), WeightSum.zeros(thresholds - 1), WeightSum.zeros(thresholds - 1));
    }

    private Auc(AucCurve curve, ScoreKind kind, double[] thresholds, WeightSum[] positives, WeightSum[] negatives) {
        this.curve = curve;
        this.kind = kind;
        this.thresholds = thresholds;
        this.positives = positives;
        this.negatives = negatives;
    }

    /** From below 0 to above 1, so that every probability is above the first and below the last. */
    private static double[] evenly(int count) {
        if (count < 2) {
            throw new IllegalArgumentException("Invalid number of thresholds: " + count + " (must be >= 2)");
        }
        double[] thresholds = new double[count];
        Arrays.setAll(thresholds, i -> (double) i / (count - 1));
        thresholds[0] = Double.NEGATIVE_INFINITY;
        thresholds[count - 1] = Double.POSITIVE_INFINITY;
        return thresholds;
    }

    @Override
    public void add(PredictionBatch batch) {
        if (!batch.isEmpty()) {
            Checks.checkEqual(batch.labels().features(), batch.predictions().features());
            Auc part = new Auc(curve, kind, thresholds.length);
            batch.forEachCounted(part::count);
            positives = WeightSum.merge(positives, part.positives);
            negatives = WeightSum.merge(negatives, part.negatives);
        }
    }

    private void count(Token token) {
        for (int feature = 0; feature < token.labelFeatures(); feature++) {
            int gap = gap(Probability.of(token, feature, kind));
            (token.isLabelled(feature) ? positives : negatives)[gap].add(token.weight());
        }
    }

    /** The last threshold that the prediction exceeds. */
    private int gap(double prediction) {
        int found = Arrays.binarySearch(thresholds, prediction);
        return found >= 0 ? found - 1 : -found - 2;
    }

    @Override
    public Auc merge(Metric other) {
        if (!(other instanceof Auc auc) || !hasOptionsOf(auc)) {
            throw new IllegalArgumentException("Cannot merge metrics: one is " + this + ", the other " + other);
        }
        return new Auc(
                curve,
                kind,
                thresholds,
                WeightSum.merge(positives, auc.positives),
                WeightSum.merge(negatives, auc.negatives));
    }

    private boolean hasOptionsOf(Auc other) {
        return other.curve == curve && other.kind == kind && other.thresholds.length == thresholds.length;
    }

    @Override
    public double value() {
        double allPositive = sum(positives);
        double allNegative = sum(negatives);
        double truePositives = 0;
        double falsePositives = 0;
        double area = 0;
        for (int gap = thresholds.length - 2; gap >= 0; gap--) {
            double found = positives[gap].value();
            double mistaken = negatives[gap].value();
            area += curve == AucCurve.ROC
                    ? (truePositives + found / 2) * mistaken
                    : precisionOver(found, mistaken, truePositives, falsePositives);
            truePositives += found;
            falsePositives += mistaken;
        }
        return OutcomeSums.share(area, curve == AucCurve.ROC ? allPositive * allNegative : allPositive);
    }

    /**
     * How far the area under the ROC curve may be from the exact one, up or down: a gap's labels 1 and 0 may be in any
     * order, and half of them are taken to be in the right one.
     *
     * @throws IllegalStateException if the curve is another, for which no such bound is known
     */
    public double errorBound() {
        if (curve != AucCurve.ROC) {
            throw new IllegalStateException("Cannot bound the error of " + this + " (must be of the curve ROC)");
        }
        double unordered = 0;
        for (int gap = 0; gap < positives.length; gap++) {
            unordered += positives[gap].value() * negatives[gap].value();
        }
        return OutcomeSums.share(unordered / 2, sum(positives) * sum(negatives));
    }

    /** The integral of precision over the true positives that a gap adds to those above it. */
    private static double precisionOver(double found, double mistaken, double truePositives, double falsePositives) {
        double slope = OutcomeSums.share(found, found + mistaken);
        double above = truePositives + falsePositives;
        double intercept = truePositives - slope * above;
        double growth = above > 0 ? (above + found + mistaken) / above : 1;
        return slope * (found + intercept * Math.log(growth));
    }

    private static double sum(WeightSum[] sums) {
        return Arrays.stream(sums).reduce(new WeightSum(), WeightSum::merge).value();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Auc auc
                && hasOptionsOf(auc)
                && Arrays.equals(auc.positives, positives)
                && Arrays.equals(auc.negatives, negatives);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(positives) + Arrays.hashCode(negatives);
    }

    @Override
    public String toString() {
        return "Auc[" + curve + ", " + kind + ", " + thresholds.length + " thresholds, " + value() + "]";
    }
}
