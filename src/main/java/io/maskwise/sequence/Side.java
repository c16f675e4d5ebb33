package io.maskwise.sequence;

/** The end of a sequence at which padding or truncating happens; Keras' {@code 'pre'} and {@code 'post'}. */
public enum Side {
    /** Before the first step. */
    PRE,
    /** After the last step. */
    POST
}
