package io.maskwise.training;

import io.maskwise.metrics.LossSum;
import java.io.Serializable;

/**
 * A model measured on a split.
 *
 * @param loss the loss of its labels, no class weighing more than another
 * @param correct how many labels it predicts
 */
public record ValidationScore(LossSum loss, long correct) implements Serializable {
    /** Nothing measured yet. */
    public static final ValidationScore ZERO = new ValidationScore(LossSum.ZERO, 0);

    /** This and another; the order of a chain of merges is the order of the additions. */
    public ValidationScore merge(ValidationScore other) {
        return new ValidationScore(loss.merge(other.loss), correct + other.correct);
    }

    /** The fraction of labels that it predicts; 0 where there are none. */
    public double accuracy() {
        return loss.weight() == 0 ? 0 : (double) correct / loss.weight();
    }
}
