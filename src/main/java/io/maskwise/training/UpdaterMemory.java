package io.maskwise.training;

import io.maskwise.model.NetworkState;
import io.maskwise.model.ParameterVector;
import io.maskwise.model.Precision;

/**
 * What one worker's updater remembers.
 *
 * @param values the flat updater state; empty where it remembers nothing
 * @param steps the steps that it is of
 */
record UpdaterMemory(ParameterVector values, long steps) {
    /** Nothing. */
    static UpdaterMemory none(Precision precision) {
        return new UpdaterMemory(ParameterVector.rounded(precision, new double[0]), 0);
    }

    /** What a network's updater remembers. */
    static UpdaterMemory of(NetworkState state) {
        return new UpdaterMemory(state.updaterState(), state.rememberedSteps());
    }

    /** The state of all workers, with this for an updater state. */
    NetworkState in(NetworkState shared) {
        return new NetworkState(shared.parameters(), values, shared.steps(), steps);
    }
}
