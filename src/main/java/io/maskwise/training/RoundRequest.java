package io.maskwise.training;

import io.maskwise.model.NetworkState;
import java.io.Serializable;

/**
 * What every worker is told for a round.
 *
 * @param state what each worker's network begins with; without an updater state where its updater is to begin anew, or
 *     with what it remembers itself
 * @param position which round it is
 * @param plan which batches it has
 * @param highestLoss the mean loss of a batch's labels beyond which it is poisoned
 * @param run the qualified path of the run's folder, for workers that keep something there
 */
public record RoundRequest(NetworkState state, RoundPosition position, RoundPlan plan, double highestLoss, String run)
        implements Serializable {
    /** How many rounds of the run are done before this one. */
    long roundsBefore() {
        return (position.epoch() - 1L) * plan.rounds() + position.round() - 1;
    }
}
