package io.maskwise.model;

import java.io.Serializable;

/**
 * The recurrent layer of a model.
 *
 * @param units the size of its state, each way
 * @param direction which way it reads
 */
public record RecurrentOptions(int units, RecurrentDirection direction) implements Serializable {
    public RecurrentOptions {
        if (units < 1) {
            throw new IllegalArgumentException("Invalid number of units: " + units + " (must be >= 1)");
        }
    }
}
