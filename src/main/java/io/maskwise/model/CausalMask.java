package io.maskwise.model;

/** Which keys a query may see, by where they stand. */
public enum CausalMask {
    /** All of them. */
    NONE,
    /**
     * Those that come no later than the query, counting only real steps of its row, and of the keys' row.
     *
     * <p>The same as {@link #PLACES} where queries and keys are one sequence, or all padding is on the right; unlike it,
     * padding on the left or gaps change nothing.
     */
    ORDER,
    /** Those at places of the padded batch that are no later than the query's: Keras' {@code use_causal_mask}. */
    PLACES
}
