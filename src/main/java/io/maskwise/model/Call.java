package io.maskwise.model;

import io.maskwise.sequence.Seeds;

/**
 * How a layer is called: to predict, or to train.
 *
 * @param training whether layers such as {@link Dropout} drop
 * @param seed what they drop depends on it alone; another one for each step
 * @param precision in what a layer may compute that can compute in single precision; whoever reads what it gives back reads doubles
 * @param helpers who may do a part of a layer's work
 */
public record Call(boolean training, long seed, Precision precision, Helpers helpers) {
    private static final Call INFERENCE = new Call(false, 0, Precision.DOUBLE);

    /** A call that nobody helps with. */
    public Call(boolean training, long seed, Precision precision) {
        this(training, seed, precision, Helpers.NONE);
    }

    /** Nothing random happens, and all is computed in double. */
    public static Call inference() {
        return INFERENCE;
    }

    /** A step of training in double, with its seed. */
    public static Call training(long seed) {
        return new Call(true, seed, Precision.DOUBLE);
    }

    /** The same in another precision. */
    public Call in(Precision changed) {
        return new Call(training, seed, changed, helpers);
    }

    /** The same with others who may do a part of the work. */
    public Call with(Helpers changed) {
        return new Call(training, seed, precision, changed);
    }

    /** The same for a part of a layer or network: its seed depends on the part's name. */
    Call of(String part) {
        return training ? new Call(true, Seeds.derive(seed, part.hashCode()), precision, helpers) : this;
    }
}
