package io.maskwise.model;

import io.maskwise.sequence.Seeds;

/**
 * How a layer is called: to predict, or to train.
 *
 * @param training whether layers such as {@link Dropout} drop
 * @param seed what they drop depends on it alone; another one for each step
 */
public record Call(boolean training, long seed) {
    private static final Call INFERENCE = new Call(false, 0);

    /** Nothing random happens. */
    public static Call inference() {
        return INFERENCE;
    }

    /** A step of training, with its seed. */
    public static Call training(long seed) {
        return new Call(true, seed);
    }

    /** The same for a part of a layer or network: its seed depends on the part's name. */
    Call of(String part) {
        return training ? new Call(true, Seeds.derive(seed, part.hashCode())) : this;
    }
}
