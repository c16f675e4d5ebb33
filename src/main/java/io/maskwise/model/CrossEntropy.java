package io.maskwise.model;

import io.maskwise.metrics.LossSum;
import io.maskwise.sequence.Mask;
import io.maskwise.sequence.PaddedBatch;

/**
 * Categorical cross-entropy of integer labels, from logits; Keras' {@code SparseCategoricalCrossentropy(from_logits)}.
 *
 * <p>The loss is the sum over labels that count, divided by their number. Logits and labels under the label mask are
 * not read.
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
                        labelLosses[row][step] = -values[label(row, step, classes)];
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

    private int label(int row, int step, int classes) {
        int label = batch.labels()[row][step];
        if (label < 0 || label >= classes) {
            throw new IllegalArgumentException("Invalid label: " + label + " at row " + row + ", step " + step
                    + " (must be 0 to " + (classes - 1) + ")");
        }
        return label;
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
                if (batch.labelMask().isReal(row, step)) {
                    int start = (row * steps + step) * classes;
                    for (int i = 0; i < classes; i++) {
                        flat[start + i] = Math.exp(logProbabilities[row][step][i]) / loss.weight();
                    }
                    flat[start + batch.labels()[row][step]] -= 1.0 / loss.weight();
                }
            }
        }
        return gradient;
    }
}
