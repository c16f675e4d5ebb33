package io.maskwise.sequence;

/**
 * What padding is looked at for.
 *
 * @param multipleOf what every padded length is a multiple of, >= 1
 * @param batch how large a batch may be
 * @param priceOfBatch what a batch costs besides its cells, in cells, >= 0
 * @param seed the seed of the order of rows where they are batched without buckets
 */
public record SurveyOptions(int multipleOf, BatchOptions batch, int priceOfBatch, long seed) {
    /** The largest number of buckets that is tried. */
    public static final int MOST_BUCKETS = 32;

    public SurveyOptions {
        if (multipleOf < 1) {
            throw new IllegalArgumentException("Invalid divisor of lengths: " + multipleOf + " (must be >= 1)");
        }
        if (priceOfBatch < 0) {
            throw new IllegalArgumentException("Invalid price of a batch: " + priceOfBatch + " (must be >= 0)");
        }
    }
}
