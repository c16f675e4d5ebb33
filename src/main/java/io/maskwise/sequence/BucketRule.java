package io.maskwise.sequence;

/** How padded lengths are chosen. */
public enum BucketRule {
    /** So that all rows have the fewest cells. */
    CHEAPEST,
    /** So that every bucket holds about as many rows. */
    QUANTILES,
    /** So that the batches of all rows cost least: their cells, and a price for each of them. */
    BATCHES
}
