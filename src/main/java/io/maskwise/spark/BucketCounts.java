package io.maskwise.spark;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * What a bucket of a split holds.
 *
 * @param bound its padded length
 * @param rows its rows
 * @param realTokens its tokens, padding not counted; those of target sequences included
 * @param targetTokens those of them that are labels of target sequences; 0 where rows have none
 * @param files how many Parquet files they are in
 */
public record BucketCounts(
        int bound,
        long rows,
        long realTokens,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) long targetTokens,
        int files) {
    /** A bucket in one file, of rows without target sequences. */
    public BucketCounts(int bound, long rows, long realTokens) {
        this(bound, rows, realTokens, 0, 1);
    }

    /** The bucket of the rows of both. */
    BucketCounts merge(BucketCounts other) {
        return new BucketCounts(
                bound,
                rows + other.rows,
                realTokens + other.realTokens,
                targetTokens + other.targetTokens,
                files + other.files);
    }

    /** The same rows in so many files. */
    BucketCounts in(int changed) {
        return new BucketCounts(bound, rows, realTokens, targetTokens, changed);
    }

    /** The steps it stores, padding counted; target sequences are padded to the same length. */
    public long cells() {
        return rows * bound * (targetTokens > 0 ? 2 : 1);
    }
}
