package io.maskwise.training;

import io.maskwise.model.NetworkState;
import java.io.Serializable;

/**
 * What every worker is told for a round.
 *
 * @param state what each worker's network begins with; without an updater state where its updater is to begin anew
 * @param position which round it is
 * @param plan which batches it has
 * @param highestLoss the mean loss of a batch's labels beyond which it is poisoned
 */
public record RoundRequest(NetworkState state, RoundPosition position, RoundPlan plan, double highestLoss)
        implements Serializable {}
