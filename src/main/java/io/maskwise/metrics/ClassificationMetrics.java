package io.maskwise.metrics;

import io.maskwise.sequence.Mask;
import java.io.Serializable;

/**
 * Loss, accuracy, precision, recall and F1 over the labels that count, and no others.
 *
 * <ul>
 *   <li>Whatever stands under the mask, NaN and impossible ids included, changes nothing.
 *   <li>Any split of the labels, in any order, empty parts included, merges to equal metrics, bit for bit: counts are
 *       whole numbers and the loss is an {@link ExactSum}.
 *   <li>Where no label counts, every figure is 0.
 * </ul>
 */
public final class ClassificationMetrics implements Serializable {
    private static final long serialVersionUID = 1L;

    private final ConfusionMatrix confusion;
    private final ExactSum lossSum;

    /**
     * Metrics of nothing yet.
     *
     * @param classes the number of classes, >= 1
     */
    public ClassificationMetrics(int classes) {
        this(new ConfusionMatrix(classes), new ExactSum());
    }

    private ClassificationMetrics(ConfusionMatrix confusion, ExactSum lossSum) {
        this.confusion = confusion;
        this.lossSum = lossSum;
    }

    /**
     * Adds a batch, or nothing if it is wrong.
     *
     * @param labels the right classes, shape {@code [batch, time]}
     * @param predictions the predicted classes, of the same shape
     * @param labelLosses the loss of each label in nats, of the same shape
     * @param labelMask which labels count, of the same shape, {@code true} = counts
     * @throws IllegalArgumentException if the shapes differ, or a label or prediction that counts is not a class
     */
    public void add(int[][] labels, int[][] predictions, double[][] labelLosses, Mask labelMask) {
        MaskShape.check("labels", labels.length, row -> labels[row].length, labelMask);
        MaskShape.check("predictions", predictions.length, row -> predictions[row].length, labelMask);
        MaskShape.check("label losses", labelLosses.length, row -> labelLosses[row].length, labelMask);
        forEachCounted(labelMask, (row, step) -> {
            confusion.checkClass("label", labels[row][step]);
            confusion.checkClass("prediction", predictions[row][step]);
        });
        forEachCounted(labelMask, (row, step) -> {
            confusion.add(labels[row][step], predictions[row][step]);
            lossSum.add(labelLosses[row][step]);
        });
    }

    private static void forEachCounted(Mask mask, StepAction action) {
        for (int row = 0; row < mask.batch(); row++) {
            for (int step = 0; step < mask.time(); step++) {
                if (mask.isReal(row, step)) {
                    action.accept(row, step);
                }
            }
        }
    }

    /**
     * The metrics of both, which stay as they are.
     *
     * @throws IllegalArgumentException if the numbers of classes differ
     */
    public ClassificationMetrics merge(ClassificationMetrics other) {
        return new ClassificationMetrics(confusion.merge(other.confusion), lossSum.merge(other.lossSum));
    }

    /** The number of labels that count. */
    public long tokens() {
        return confusion.total();
    }

    /** The number of labels that count and are predicted right. */
    public long correct() {
        return confusion.correct();
    }

    /** The mean loss of a label, in nats. */
    public double loss() {
        return new LossSum(lossSum.value(), tokens()).mean();
    }

    /** The share of labels that are predicted right. */
    public double accuracy() {
        return tokens() == 0 ? 0 : (double) correct() / tokens();
    }

    /** The mean F1 of the classes that occur, as labels or as predictions (scikit-learn's {@code macro}). */
    public double macroF1() {
        return confusion.macro().f1();
    }

    /** The F1 of all classes pooled, which is the accuracy. */
    public double microF1() {
        return confusion.micro().f1();
    }

    /** The mean F1 of the classes, weighted by their numbers of labels. */
    public double weightedF1() {
        return confusion.weighted().f1();
    }

    /** The scores of one class. */
    public ClassScores perClass(int id) {
        return confusion.perClass(id);
    }

    /** The number of classes. */
    public int classes() {
        return confusion.classes();
    }

    /** A copy of the counts that all but the loss follow from. */
    public ConfusionMatrix confusion() {
        return confusion.merge(new ConfusionMatrix(classes()));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ClassificationMetrics metrics
                && metrics.confusion.equals(confusion)
                && metrics.lossSum.equals(lossSum);
    }

    @Override
    public int hashCode() {
        return 31 * confusion.hashCode() + lossSum.hashCode();
    }

    @Override
    public String toString() {
        return "ClassificationMetrics[" + tokens() + " tokens, loss " + loss() + ", accuracy " + accuracy() + "]";
    }

    private interface StepAction {
        void accept(int row, int step);
    }
}
