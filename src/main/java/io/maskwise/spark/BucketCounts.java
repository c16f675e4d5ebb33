package io.maskwise.spark;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * What a bucket of a split holds.
 *
 * @param bound its padded length
 * @param rows its rows
 * @param realTokens its tokens, padding not counted; those of target sequences included
 * @param targetTokens those of them that are labels of target sequences; 0 where rows have none
 */
public record BucketCounts(
        int bound,
        long rows,
        long realTokens,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) long targetTokens) {
    /** A bucket of rows without target sequences. */
    public BucketCounts(int bound, long rows, long realTokens) {
        this(bound, rows, realTokens, 0);
    }

    /** The steps it stores, padding counted; target sequences are padded to the same length. */
    public long cells() {
        return rows * bound * (targetTokens > 0 ? 2 : 1);
    }
}
