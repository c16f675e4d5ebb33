package io.maskwise.metrics;

import java.util.Arrays;

/**
 * Intersection over union of labelled and predicted class ids, the mean over the classes that occur as either; Keras'
 * {@code MeanIoU}.
 *
 * <p>Keras rounds sample weights to whole numbers unless it is told otherwise, and drops ids that are no class in
 * silence. Here weights count as they are, and such an id is refused.
 */
public final class MeanIoU implements Metric {
    private static final long serialVersionUID = 1L;

    private OutcomeSums[] classes;

    /**
     * The metric of nothing yet.
     *
     * @param classes the number of classes, >= 1
     */
    public MeanIoU(int classes) {
        this(OutcomeSums.zeros(classes));
    }

    private MeanIoU(OutcomeSums[] classes) {
        this.classes = classes;
    }

    @Override
    public void add(PredictionBatch batch) {
        if (!batch.isEmpty()) {
            Checks.checkSingleLabel(batch.labels().features());
            Checks.checkEqual(batch.labels().features(), batch.predictions().features());
            OutcomeSums[] part = OutcomeSums.zeros(classes.length);
            batch.forEachCounted(token -> count(token, part));
            classes = OutcomeSums.merge(classes, part);
        }
    }

    /** True negatives are not counted: they would be a count per token and class, and nothing asks for them. */
    private static void count(Token token, OutcomeSums[] sums) {
        int label = token.labelClass(sums.length);
        int prediction = token.predictedClass(sums.length);
        if (label == prediction) {
            sums[label].truePositives().add(token.weight());
        } else {
            sums[label].falseNegatives().add(token.weight());
            sums[prediction].falsePositives().add(token.weight());
        }
    }

    @Override
    public MeanIoU merge(Metric other) {
        if (!(other instanceof MeanIoU metric) || metric.classes.length != classes.length) {
            throw new IllegalArgumentException("Cannot merge metrics: one is " + this + ", the other " + other);
        }
        return new MeanIoU(OutcomeSums.merge(classes, metric.classes));
    }

    @Override
    public double value() {
        double sum = 0;
        int occurring = 0;
        for (OutcomeSums sums : classes) {
            sum += sums.intersectionOverUnion();
            occurring += sums.union() > 0 ? 1 : 0;
        }
        return OutcomeSums.share(sum, occurring);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof MeanIoU metric && Arrays.equals(metric.classes, classes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(classes);
    }

    @Override
    public String toString() {
        return "MeanIoU[" + classes.length + " classes, " + value() + "]";
    }
}
