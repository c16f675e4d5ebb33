package io.maskwise.training;

import io.maskwise.InvalidOption;
import java.io.Serializable;

/**
 * When a worker's part of a round is worth nothing, and what happens then.
 *
 * <p>It is worth nothing if a loss, or what the worker learnt, is not finite, or if the mean loss of a batch is beyond
 * all reason.
 *
 * @param policy what happens then
 * @param lossSpike how many times the mean loss of the round before it the mean loss of a batch may be, more than 1; 0 =
 *     any number of times
 */
public record PoisonOptions(PoisonPolicy policy, double lossSpike) implements Serializable {
    /** Nothing but the impossible ends the run. */
    public static final PoisonOptions DEFAULT = new PoisonOptions(PoisonPolicy.FAIL, 0);

    /**
     * The most nats that a label may cost on average. Uniform guesses among a million classes cost 14; this much takes
     * logits that are wrong by ten thousand, from which no training comes back although every number is finite.
     */
    static final double HIGHEST_MEAN_LOSS = 10_000;

    public PoisonOptions {
        if (lossSpike != 0 && !(lossSpike > 1 && lossSpike < Double.POSITIVE_INFINITY)) {
            throw new InvalidOption("loss spike", lossSpike + " (must be > 1, or 0 for no limit)", "loss-spike");
        }
    }

    /** The highest mean loss of a batch, after a round with the given mean loss; 0 = there was none. */
    double highestLoss(double lastMeanLoss) {
        return lossSpike == 0 || lastMeanLoss == 0
                ? HIGHEST_MEAN_LOSS
                : Math.min(HIGHEST_MEAN_LOSS, lossSpike * lastMeanLoss);
    }
}
