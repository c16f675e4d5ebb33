package io.maskwise.training;

import io.maskwise.metrics.LossSum;
import java.io.Serializable;

/**
 * What one worker did in a round.
 *
 * @param worker the logical worker, from 0
 * @param update what it gives to the combination
 * @param loss the loss of its batches before each step; its weight, the unmasked labels, is the worker's vote
 * @param realTokens tokens of its batches, padding not counted
 * @param batches how many batches it handled, 0 if it has no more in this epoch
 */
public record WorkerResult(int worker, WorkerUpdate update, LossSum loss, long realTokens, int batches)
        implements Serializable {
    /** The worker's vote: how many labels counted. */
    public long weight() {
        return loss.weight();
    }
}
