package io.maskwise.spark;

import java.io.Serializable;

/**
 * What a task wrote into a Parquet file.
 *
 * @param part the file
 * @param rows its rows
 * @param realTokens its tokens, padding not counted; those of target sequences included
 * @param targetTokens those of them that are labels of target sequences
 */
record WrittenPart(DatasetPart part, long rows, long realTokens, long targetTokens) implements Serializable {
    /** @throws IllegalStateException if these are not as many rows as were planned */
    void requireWhole() {
        if (rows != part.rows()) {
            throw new IllegalStateException("Cannot publish " + part.path() + ": written were " + rows + " rows of "
                    + part.rows() + " planned");
        }
    }

    /** What the bucket holds of it. */
    BucketCounts counts() {
        return new BucketCounts(part.bound(), rows, realTokens, targetTokens, 1);
    }
}
