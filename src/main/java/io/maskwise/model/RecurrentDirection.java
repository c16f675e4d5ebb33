package io.maskwise.model;

/** Which way a recurrent layer reads. */
public enum RecurrentDirection {
    /** From the first step to the last. */
    FORWARD,
    /** Both ways, the two outputs concatenated; Keras' {@code Bidirectional}. */
    BIDIRECTIONAL
}
