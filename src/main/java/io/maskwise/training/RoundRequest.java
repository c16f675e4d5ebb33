package io.maskwise.training;

import io.maskwise.model.NetworkState;
import java.io.Serializable;

/**
 * What every worker is told for a round.
 *
 * @param state what each worker's network begins with
 * @param position which round it is
 */
public record RoundRequest(NetworkState state, RoundPosition position) implements Serializable {}
