package io.maskwise.training;

import io.maskwise.metrics.LossSum;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * What one worker did in a round, in a few numbers.
 *
 * @param worker the logical worker, from 0
 * @param loss the loss of its batches before each step; its weight, the unmasked labels, is the worker's vote
 * @param realTokens tokens of its batches, padding not counted
 * @param cells what its batches hold, padding counted
 * @param batches how many batches it handled
 * @param steps the updater steps of the run, its own of this round included
 * @param seconds how long it took
 * @param lane tells the network that it was done with: what was done with one was done one after the other
 * @param poison what made its work useless; its loss and its vote are then 0
 */
public record WorkerReport(
        int worker,
        LossSum loss,
        long realTokens,
        long cells,
        int batches,
        long steps,
        double seconds,
        long lane,
        @Nullable Poison poison)
        implements Serializable {
    /** The worker's vote: how many labels counted. */
    public long weight() {
        return loss.weight();
    }
}
