package io.maskwise.model;

/** An axis of sequences, {@code [batch, time, features]}. */
public enum Axis {
    /** The steps; Keras' axis 1. */
    TIME,
    /** The numbers of a step, or of a vector; Keras' axis -1. */
    FEATURES
}
