package io.maskwise.metrics;

/**
 * The weighted mean of a number per token; Keras' {@code MeanMetricWrapper}.
 *
 * <p>The mean is the sum of weight times number, divided by the sum of the weights: every token counts alike, however
 * the tokens are batched.
 */
public final class MeanMetric implements Metric {
    private static final long serialVersionUID = 1L;

    private final TokenMeasure measure;
    private final Transform transform;
    private ExactSum total;
    private WeightSum weight;

    /** The mean of a measure of one's own, of nothing yet. */
    public MeanMetric(TokenMeasure measure) {
        this(measure, Transform.NONE);
    }

    MeanMetric(TokenMeasure measure, Transform transform) {
        this(measure, transform, new ExactSum(), new WeightSum());
    }

    private MeanMetric(TokenMeasure measure, Transform transform, ExactSum total, WeightSum weight) {
        this.measure = measure;
        this.transform = transform;
        this.total = total;
        this.weight = weight;
    }

    @Override
    public void add(PredictionBatch batch) {
        if (!batch.isEmpty()) {
            measure.checkFeatures(batch.labels().features(), batch.predictions().features());
            MeanMetric part = new MeanMetric(measure, transform);
            batch.forEachCounted(part::count);
            total = total.merge(part.total);
            weight = weight.merge(part.weight);
        }
    }

    private void count(Token token) {
        if (measure.counts(token)) {
            total.add(token.weight() * measure.measure(token));
            weight.add(token.weight());
        }
    }

    @Override
    public MeanMetric merge(Metric other) {
        if (!(other instanceof MeanMetric mean) || !mean.measure.equals(measure) || mean.transform != transform) {
            throw new IllegalArgumentException("Cannot merge metrics: one is " + this + ", the other " + other);
        }
        return new MeanMetric(measure, transform, total.merge(mean.total), weight.merge(mean.weight));
    }

    /** The sum of weight times number over the tokens that count. */
    public double total() {
        return total.value();
    }

    /** The sum of the weights of the tokens that count: their number where no weights are given. */
    public double weight() {
        return weight.value();
    }

    @Override
    public double value() {
        double divisor = weight();
        return divisor == 0 ? 0 : transform.of(total() / divisor);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof MeanMetric mean
                && mean.measure.equals(measure)
                && mean.transform == transform
                && mean.total.equals(total)
                && mean.weight.equals(weight);
    }

    @Override
    public int hashCode() {
        return 31 * total.hashCode() + weight.hashCode();
    }

    @Override
    public String toString() {
        return "MeanMetric[" + measure + (transform == Transform.NONE ? "" : ", " + transform) + ", " + value() + "]";
    }
}
