package io.maskwise.metrics;

import java.util.Arrays;

/**
 * The expected calibration error: how far the confidence of predictions is from the share of them that is right.
 *
 * <p>The confidence of a token is the probability of its most probable class. Tokens are sorted by it into bins of equal
 * width, each open below and closed above; the error is the mean over the bins, weighted by what is in them, of the
 * distance between mean confidence and accuracy. It is an estimate that depends on the number of bins, and is exact for
 * that number.
 *
 * <pre>
 * Chuan Guo, Geoff Pleiss, Yu Sun, Kilian Q. Weinberger. On Calibration of Modern Neural Networks. ICML 2017.
 * </pre>
 */
public final class CalibrationError implements Metric {
    private static final long serialVersionUID = 1L;

    /** The number of bins that the paper takes. */
    public static final int BINS = 15;

    private final ScoreKind kind;
    private final double[] upperBounds;
    private CalibrationBin[] bins;

    /**
     * The error of nothing yet.
     *
     * @param kind what the scores of the classes are: logits, or probabilities that are taken as they stand
     * @param bins how many bins there are, >= 1
     */
    public CalibrationError(ScoreKind kind, int bins) {
        this(kind, bounds(bins), CalibrationBin.zeros(bins));
    }

    private CalibrationError(ScoreKind kind, double[] upperBounds, CalibrationBin[] bins) {
        this.kind = kind;
        this.upperBounds = upperBounds;
        this.bins = bins;
    }

    private static double[] bounds(int count) {
        if (count < 1) {
            throw new IllegalArgumentException("Invalid number of bins: " + count + " (must be >= 1)");
        }
        double[] bounds = new double[count];
        Arrays.setAll(bounds, bin -> (bin + 1.0) / count);
        return bounds;
    }

    /** Adds a batch of class ids and the scores of the classes. */
    @Override
    public void add(PredictionBatch batch) {
        if (!batch.isEmpty()) {
            Checks.checkSingleLabel(batch.labels().features());
            CalibrationError part = new CalibrationError(kind, bins.length);
            batch.forEachCounted(part::count);
            bins = CalibrationBin.merge(bins, part.bins);
        }
    }

    private void count(Token token) {
        int best = TopScores.best(token);
        boolean isCorrect = best == token.labelClass(token.predictionFeatures());
        add(confidence(token, best), isCorrect, token.weight());
    }

    private double confidence(Token token, int best) {
        return kind == ScoreKind.LOGITS
                ? Math.min(Math.exp(token.prediction(best) - CrossentropyMeasures.logSumExp(token)), 1)
                : Probability.checked(token, best);
    }

    /**
     * Adds one prediction of weight 1.
     *
     * @param confidence how probable the prediction is held to be; where it is NaN, the error is from then on
     * @param isCorrect whether it is right
     * @throws IllegalArgumentException if the confidence is not in 0 to 1
     */
    public void add(double confidence, boolean isCorrect) {
        add(confidence, isCorrect, 1);
    }

    private void add(double confidence, boolean isCorrect, double weight) {
        if (confidence < 0 || confidence > 1) {
            throw new IllegalArgumentException("Invalid confidence: " + confidence + " (must be 0 to 1)");
        }
        bins[bin(confidence)].add(confidence, isCorrect, weight);
    }

    /** The first bin whose upper bound is not below; the last for NaN. */
    private int bin(double confidence) {
        int found = Arrays.binarySearch(upperBounds, confidence);
        return Math.min(found >= 0 ? found : -found - 1, bins.length - 1);
    }

    @Override
    public CalibrationError merge(Metric other) {
        if (!(other instanceof CalibrationError error) || !hasOptionsOf(error)) {
            throw new IllegalArgumentException("Cannot merge metrics: one is " + this + ", the other " + other);
        }
        return new CalibrationError(kind, upperBounds, CalibrationBin.merge(bins, error.bins));
    }

    private boolean hasOptionsOf(CalibrationError other) {
        return other.kind == kind && other.bins.length == bins.length;
    }

    @Override
    public double value() {
        double gaps = 0;
        WeightSum weight = new WeightSum();
        for (CalibrationBin bin : bins) {
            gaps += bin.gap();
            weight = weight.merge(bin.weight());
        }
        return OutcomeSums.share(gaps, weight.value());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CalibrationError error && hasOptionsOf(error) && Arrays.equals(error.bins, bins);
    }

    @Override
    public int hashCode() {
        return 31 * kind.hashCode() + Arrays.hashCode(bins);
    }

    @Override
    public String toString() {
        return "CalibrationError[" + kind + ", " + bins.length + " bins, " + value() + "]";
    }
}
