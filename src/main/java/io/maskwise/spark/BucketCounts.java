package io.maskwise.spark;

/**
 * What a bucket of a split holds.
 *
 * @param bound its padded length
 * @param rows its rows
 * @param realTokens its tokens, padding not counted
 */
public record BucketCounts(int bound, long rows, long realTokens) {
    /** The steps it stores, padding counted. */
    public long cells() {
        return rows * bound;
    }
}
