package io.maskwise.model;

/**
 * The floating-point type of a network's parameters, gradients and updater state.
 *
 * <p>What layers hand to each other and the sums of a step are double in either case. A network of single precision may
 * compute inside of a layer in it.
 */
public enum Precision {
    /** 32 bits. */
    FLOAT,
    /** 64 bits. */
    DOUBLE
}
