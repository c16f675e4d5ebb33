package io.maskwise.metrics;

import io.maskwise.sequence.Mask;
import java.util.Map;

/**
 * How much each token counts: the mask times a sample weight, shape {@code [batch, time]}.
 *
 * <p>A token under the mask weighs nothing whatever its sample weight says. Weights per row have a method of their own,
 * as an array of one weight per row means rows in one version of Keras and steps in another.
 */
public final class TokenWeights {
    private final int batch;
    private final int time;
    private final double[] weights;

    private TokenWeights(Mask mask, Weighing weighing) {
        this.batch = mask.batch();
        this.time = mask.time();
        this.weights = new double[batch * time];
        for (int row = 0; row < batch; row++) {
            for (int step = 0; step < time; step++) {
                if (mask.isReal(row, step)) {
                    weights[row * time + step] = checked(weighing.weight(row, step), row, step);
                }
            }
        }
    }

    private static double checked(double weight, int row, int step) {
        if (!(weight >= 0 && weight < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("Invalid sample weight: " + weight + " at row " + row + ", step " + step
                    + " (must be finite and >= 0)");
        }
        return weight;
    }

    /** Every token that the mask keeps weighs 1. */
    public static TokenWeights of(Mask mask) {
        return new TokenWeights(mask, (row, step) -> 1);
    }

    /**
     * A weight per token; Keras' {@code sample_weight} of shape {@code (batch, time)}.
     *
     * @param sampleWeights the weights of the tokens, of the mask's shape; what is under the mask is not read
     * @throws IllegalArgumentException if the shapes differ, or a weight that counts is negative or not finite
     */
    public static TokenWeights of(Mask mask, double[][] sampleWeights) {
        MaskShape.check("sample weights", sampleWeights.length, row -> sampleWeights[row].length, mask);
        return new TokenWeights(mask, (row, step) -> sampleWeights[row][step]);
    }

    /**
     * A weight per row; Keras' {@code sample_weight} of shape {@code (batch, 1)}.
     *
     * @param rowWeights the weight of every token of each row, shape {@code [batch]}
     * @throws IllegalArgumentException if there is not one per row, or one that counts is negative or not finite
     */
    public static TokenWeights ofRows(Mask mask, double[] rowWeights) {
        if (rowWeights.length != mask.batch()) {
            throw new IllegalArgumentException(
                    "Invalid row weights: " + rowWeights.length + " (must be " + mask.batch() + ", as the mask)");
        }
        return new TokenWeights(mask, (row, step) -> rowWeights[row]);
    }

    /**
     * A weight per class, per token too; Keras' {@code class_weight}.
     *
     * @param labels the class of each token, of the mask's shape; what is under the mask is not read
     * @param classWeights the weights of some classes; the others weigh 1
     * @throws IllegalArgumentException if the shapes differ, or a weight that counts is negative or not finite
     */
    public static TokenWeights ofClasses(Mask mask, int[][] labels, Map<Integer, Double> classWeights) {
        MaskShape.check("labels", labels.length, row -> labels[row].length, mask);
        return new TokenWeights(mask, (row, step) -> classWeights.getOrDefault(labels[row][step], 1.0));
    }

    /** The number of rows. */
    public int batch() {
        return batch;
    }

    /** The number of steps in every row. */
    public int time() {
        return time;
    }

    /** The weight of the token at {@code row * time + step}; 0 if it does not count. */
    double weight(int token) {
        return weights[token];
    }

    private interface Weighing {
        double weight(int row, int step);
    }
}
