package io.maskwise.model;

/** The floating-point type that a network computes in. */
public enum Precision {
    /** 32 bits. */
    FLOAT,
    /** 64 bits. */
    DOUBLE
}
