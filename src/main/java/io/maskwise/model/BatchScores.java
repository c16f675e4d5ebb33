package io.maskwise.model;

import io.maskwise.metrics.LossSum;

/**
 * What a network says of a batch.
 *
 * @param logProbabilities shape {@code [batch, steps, classes]}; {@code steps} is the time for labels per token and 1
 *     for a label per sequence; what stands under the mask means nothing
 * @param labelLosses each label's loss times its weight, shape {@code [batch, steps]}, 0 where the label does not
 *     count
 * @param loss the batch's loss
 */
@SuppressWarnings("ArrayRecordComponent") // read once
public record BatchScores(double[][][] logProbabilities, double[][] labelLosses, LossSum loss) {
    /** The class with the largest probability at each step, the lowest id among equals; shape {@code [batch, steps]}. */
    public int[][] predictions() {
        int[][] predictions = new int[logProbabilities.length][];
        for (int row = 0; row < predictions.length; row++) {
            predictions[row] = new int[logProbabilities[row].length];
            for (int step = 0; step < predictions[row].length; step++) {
                predictions[row][step] = indexOfMaximum(logProbabilities[row][step]);
            }
        }
        return predictions;
    }

    private static int indexOfMaximum(double[] values) {
        int best = 0;
        for (int i = 1; i < values.length; i++) {
            if (values[i] > values[best]) {
                best = i;
            }
        }
        return best;
    }
}
