package io.maskwise.model;

/** What a layer does with the mask of its input. */
public enum MaskFlow {
    /** Makes a mask out of its input. */
    MAKES,
    /** Passes the mask on unchanged. */
    PASSES,
    /** Makes another mask out of the one that it gets. */
    CHANGES,
    /** Needs the mask for its own computation, and passes it on where its output has time steps. */
    USES,
    /** Needs the mask for its own computation; its output has no time steps, and no mask. */
    ENDS
}
