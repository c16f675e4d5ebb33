package io.maskwise.model;

/** What a recurrent layer gives back; Keras' {@code return_sequences}. */
public enum RecurrentOutput {
    /** The output of every step, shape {@code [batch, time, units]}. */
    SEQUENCE,
    /** The output after the last real step, shape {@code [batch, units]}. */
    LAST
}
