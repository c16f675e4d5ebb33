package io.maskwise.model;

import java.io.Serializable;

/**
 * All that the next step of a network depends on, except its spec and the data.
 *
 * @param parameters the flat parameters
 * @param updaterState the flat updater state, empty for an updater that remembers nothing
 * @param steps how many updater steps were taken
 * @param rememberedSteps how many of them the updater state is of: Adam divides by what so few steps can have come to
 */
public record NetworkState(ParameterVector parameters, ParameterVector updaterState, long steps, long rememberedSteps)
        implements Serializable {
    public NetworkState {
        if (rememberedSteps < 0 || steps < rememberedSteps) {
            throw new IllegalArgumentException("Invalid number of steps: " + steps + ", of which " + rememberedSteps
                    + " are remembered (must be 0 <= remembered <= all)");
        }
    }

    /** A state in which the updater remembers all steps. */
    public NetworkState(ParameterVector parameters, ParameterVector updaterState, long steps) {
        this(parameters, updaterState, steps, steps);
    }

    /** Parameters with an updater that remembers nothing. */
    public static NetworkState fresh(ParameterVector parameters, long steps) {
        return new NetworkState(parameters, ParameterVector.of(new float[0]), steps, 0);
    }

    /** What its vectors take, in bytes. */
    public long bytes() {
        return parameters.bytes() + updaterState.bytes();
    }
}
