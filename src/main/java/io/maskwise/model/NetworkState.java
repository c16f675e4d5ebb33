package io.maskwise.model;

import java.io.Serializable;

/**
 * All that the next step of a network depends on, except its spec and the data.
 *
 * @param parameters the flat parameters
 * @param updaterState the flat updater state, empty for an updater that remembers nothing
 * @param steps how many updater steps were taken
 */
public record NetworkState(ParameterVector parameters, ParameterVector updaterState, long steps)
        implements Serializable {
    public NetworkState {
        if (steps < 0) {
            throw new IllegalArgumentException("Invalid number of steps: " + steps + " (must be >= 0)");
        }
    }

    /** Parameters with an updater that remembers nothing. */
    public static NetworkState fresh(ParameterVector parameters, long steps) {
        return new NetworkState(parameters, ParameterVector.of(new float[0]), steps);
    }
}
