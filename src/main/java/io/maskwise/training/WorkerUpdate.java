package io.maskwise.training;

import io.maskwise.model.NetworkState;
import io.maskwise.model.ParameterVector;
import java.io.Serializable;

/** What a worker gives to the combination of a round. */
public sealed interface WorkerUpdate extends Serializable {
    /** Whether every number in it is finite. */
    boolean isFinite();

    /** Nothing: the worker had no label that counts. */
    record Nothing() implements WorkerUpdate {
        @Override
        public boolean isFinite() {
            return true;
        }
    }

    /**
     * Where the worker's own steps led.
     *
     * @param state its network's state after the round
     */
    record Trained(NetworkState state) implements WorkerUpdate {
        @Override
        public boolean isFinite() {
            return state.parameters().isFinite() && state.updaterState().isFinite();
        }
    }

    /**
     * The gradient of the mean loss of the worker's batch.
     *
     * @param gradient the flat gradient
     */
    record Differentiated(ParameterVector gradient) implements WorkerUpdate {
        @Override
        public boolean isFinite() {
            return gradient.isFinite();
        }
    }
}
