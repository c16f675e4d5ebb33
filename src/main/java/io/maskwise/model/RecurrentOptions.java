package io.maskwise.model;

import io.maskwise.InvalidOption;
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
            throw new InvalidOption("number of units", units + " (must be >= 1)", "units");
        }
    }
}
