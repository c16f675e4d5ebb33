package io.maskwise.metrics;

/** A figure of yes-or-no predictions; Keras' {@code Precision}, {@code Recall}, {@code TruePositives} and its like. */
final class OutcomeMetric implements Metric {
    private static final long serialVersionUID = 1L;

    /** What is reported of the outcomes. */
    enum Figure {
        PRECISION,
        RECALL,
        TRUE_POSITIVES,
        FALSE_POSITIVES,
        TRUE_NEGATIVES,
        FALSE_NEGATIVES;

        private double of(OutcomeSums sums) {
            return switch (this) {
                case PRECISION -> sums.precision();
                case RECALL -> sums.recall();
                case TRUE_POSITIVES -> sums.truePositives().value();
                case FALSE_POSITIVES -> sums.falsePositives().value();
                case TRUE_NEGATIVES -> sums.trueNegatives().value();
                case FALSE_NEGATIVES -> sums.falseNegatives().value();
            };
        }
    }

    private final Figure figure;
    private final Positives positives;
    private OutcomeSums sums;

    OutcomeMetric(Figure figure, Positives positives) {
        this(figure, positives, new OutcomeSums());
    }

    private OutcomeMetric(Figure figure, Positives positives, OutcomeSums sums) {
        this.figure = figure;
        this.positives = positives;
        this.sums = sums;
    }

    @Override
    public void add(PredictionBatch batch) {
        if (!batch.isEmpty()) {
            positives.checkFeatures(
                    batch.labels().features(), batch.predictions().features());
            OutcomeSums part = new OutcomeSums();
            batch.forEachCounted(token -> positives.count(token, part));
            sums = sums.merge(part);
        }
    }

    @Override
    public OutcomeMetric merge(Metric other) {
        if (!(other instanceof OutcomeMetric metric)
                || metric.figure != figure
                || !metric.positives.equals(positives)) {
            throw new IllegalArgumentException("Cannot merge metrics: one is " + this + ", the other " + other);
        }
        return new OutcomeMetric(figure, positives, sums.merge(metric.sums));
    }

    @Override
    public double value() {
        return figure.of(sums);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof OutcomeMetric metric
                && metric.figure == figure
                && metric.positives.equals(positives)
                && metric.sums.equals(sums);
    }

    @Override
    public int hashCode() {
        return 31 * positives.hashCode() + sums.hashCode();
    }

    @Override
    public String toString() {
        return "OutcomeMetric[" + figure + " of " + positives + ", " + value() + "]";
    }
}
