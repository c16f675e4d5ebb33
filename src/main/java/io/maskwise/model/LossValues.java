package io.maskwise.model;

import io.maskwise.metrics.LossSum;
import java.util.Arrays;

/**
 * The losses of a batch, and their gradient.
 *
 * @param losses each position's loss times its weight, 0 where it does not count; shape {@code [batch, time]}, or
 *     {@code [batch]} for predictions without time; Keras' reduction {@code none}
 * @param weights what each position weighs, 0 where it does not count; of the losses' shape
 * @param gradients the derivative of the losses' sum by the predictions, of their shape
 * @param total the losses' sum in the order of the positions, and how many of them count
 */
public record LossValues(Tensor losses, Tensor weights, Tensor gradients, LossSum total) {
    /** The losses as one number; 0 where none counts. */
    public double value(LossReduction reduction) {
        double divisor = divisor(reduction);
        return divisor == 0 ? 0 : total.sum() / divisor;
    }

    /** The derivative of {@link #value} by the predictions, of their shape; all 0 where none counts. */
    public Tensor gradient(LossReduction reduction) {
        double divisor = divisor(reduction);
        Tensor gradient = Tensor.zeros(gradients.shape());
        if (divisor != 0) {
            Arrays.setAll(gradient.values(), i -> gradients.values()[i] / divisor);
        }
        return gradient;
    }

    private double divisor(LossReduction reduction) {
        return switch (reduction) {
            case SUM -> 1;
            case SUM_OVER_BATCH_SIZE -> total.weight();
            case MEAN_WITH_SAMPLE_WEIGHT -> sumOfWeights();
        };
    }

    private double sumOfWeights() {
        double sum = 0;
        for (double weight : weights.values()) {
            sum += weight;
        }
        return sum;
    }
}
