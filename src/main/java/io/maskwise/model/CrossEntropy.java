package io.maskwise.model;

import io.maskwise.metrics.LossSum;
import io.maskwise.sequence.Mask;
import io.maskwise.sequence.PaddedBatch;

/**
 * {@link SparseCategoricalCrossentropy} of logits for a batch of labels, with what is read of it besides the loss.
 *
 * <p>The loss is the sum over labels that count, each times its weight, divided by their number. Logits, labels and
 * weights under the label mask are not read.
 */
final class CrossEntropy {
    private final double[][][] logProbabilities;
    private final double[][] labelLosses;
    private final PaddedBatch batch;
    private final Tensor logits;
    private final LossSum loss;

    /**
     * @param logits shape {@code [batch, time, classes]}, or {@code [batch, classes]} for a label per sequence
     * @throws IllegalArgumentException if a label that counts is not one of the classes
     */
    CrossEntropy(Tensor logits, PaddedBatch batch) {
        this.logits = logits;
        this.batch = batch;
        int classes = logits.features();
        int steps = logits.rank() == 3 ? logits.dimension(1) : 1;
        double[] flat = logits.values();
        this.logProbabilities = new double[batch.batch()][steps][classes];
        this.labelLosses = new double[batch.batch()][steps];
        boolean labelled = batch.labelMask().time() > 0;
        Mask read = labelled ? batch.labelMask() : readable(batch.mask(), steps);
        double sum = 0;
        for (int row = 0; row < batch.batch(); row++) {
            for (int step = 0; step < steps; step++) {
                if (read.isReal(row, step)) {
                    double[] values = logProbabilities[row][step];
                    System.arraycopy(flat, (row * steps + step) * classes, values, 0, classes);
                    CategoryScale.normalise(values);
                    if (labelled) {
                        labelLosses[row][step] = loss(row, step, values);
                        sum += labelLosses[row][step];
                    }
                }
            }
        }
        this.loss = new LossSum(sum, batch.labelCount());
    }

    private static Mask readable(Mask mask, int steps) {
        return mask.time() == steps ? mask : Mask.allReal(mask.batch(), steps);
    }

    /** A weight of 0 hides even what is not finite. */
    private double loss(int row, int step, double[] values) {
        int label = batch.labels()[row][step];
        if (label < 0 || label >= values.length) {
            throw new IllegalArgumentException("Invalid label: " + label + " at row " + row + ", step " + step
                    + " (must be 0 to " + (values.length - 1) + ")");
        }
        double weight = batch.labelWeight(row, step);
        return weight == 0 ? 0 : -weight * values[label];
    }

    BatchScores scores() {
        return new BatchScores(logProbabilities, labelLosses, loss);
    }

    LossSum loss() {
        return loss;
    }

    /** The mean loss's derivative by the logits, of their shape; zero under the label mask. */
    Tensor gradient() {
        int classes = logits.features();
        Tensor gradient = Tensor.zeros(logits.shape());
        double[] flat = gradient.values();
        int steps = labelLosses.length == 0 ? 0 : labelLosses[0].length;
        for (int row = 0; row < batch.batch(); row++) {
            for (int step = 0; step < steps; step++) {
                double weight = batch.labelMask().isReal(row, step) ? batch.labelWeight(row, step) : 0;
                if (weight != 0) {
                    int start = (row * steps + step) * classes;
                    for (int i = 0; i < classes; i++) {
                        flat[start + i] = weight * (Math.exp(logProbabilities[row][step][i]) / loss.weight());
                    }
                    flat[start + batch.labels()[row][step]] -= weight * (1.0 / loss.weight());
                }
            }
        }
        return gradient;
    }
}
