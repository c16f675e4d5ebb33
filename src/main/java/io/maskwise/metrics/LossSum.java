package io.maskwise.metrics;

import java.io.Serializable;

/**
 * A loss as a sum and a weight, divided once: {@code sum} over unmasked labels, {@code weight} their number.
 *
 * @param sum the sum of the losses of all labels that count, each times what the label weighs
 * @param weight how many labels count
 */
public record LossSum(double sum, long weight) implements Serializable {
    /** Nothing seen yet. */
    public static final LossSum ZERO = new LossSum(0, 0);

    public LossSum {
        if (weight < 0) {
            throw new IllegalArgumentException("Invalid weight: " + weight + " (must be >= 0)");
        }
        if (weight == 0 && sum != 0) {
            throw new IllegalArgumentException("Invalid sum: " + sum + " (must be 0, as no label counts)");
        }
    }

    /** This and another; the order of a chain of merges is the order of the additions. */
    public LossSum merge(LossSum other) {
        return new LossSum(sum + other.sum, weight + other.weight);
    }

    /** The loss of one label on average; 0 where no label counts. */
    public double mean() {
        return weight == 0 ? 0 : sum / weight;
    }
}
