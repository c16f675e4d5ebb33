package io.maskwise.model;

/**
 * The floating-point type of a network's parameters, gradients and updater state.
 *
 * <p>Activations and the sums of a step are double in either case.
 */
public enum Precision {
    /** 32 bits. */
    FLOAT,
    /** 64 bits. */
    DOUBLE
}
