package io.maskwise.model;

/**
 * What a layer does with the mask of its input.
 *
 * <p>Keras' guide <i>Masking &amp; padding</i> knows makers, carriers and users of masks. A layer that says nothing is
 * {@link #UNDECLARED}, and may not stand where a mask arrives: a network that would lose a mask cannot be built, where
 * Keras only warns.
 */
public enum MaskFlow {
    /** Makes a mask out of its input; a mask that arrives is joined with it. */
    MAKES,
    /** Passes the mask on unchanged, and computes every step by itself. */
    PASSES,
    /** Makes another mask out of the one that it gets. */
    CHANGES,
    /** Needs the mask for its own computation, and passes it on where its output has time steps. */
    USES,
    /** Needs the mask for its own computation; its output has no time steps, and no mask. */
    ENDS,
    /** Does not say; an error where a mask arrives. */
    UNDECLARED
}
