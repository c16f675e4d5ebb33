package io.maskwise.model;

/** What a recurrent layer puts out at a masked step; Keras' {@code zero_output_for_mask}. */
public enum MaskedOutput {
    /** The output of the step before. */
    REPEAT,
    /** Zeros. */
    ZERO
}
