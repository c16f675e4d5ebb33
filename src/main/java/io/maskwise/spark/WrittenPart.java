package io.maskwise.spark;

import java.io.Serializable;

/**
 * What a task wrote into a Parquet file.
 *
 * @param part the file
 * @param rows its rows
 * @param realTokens its tokens, padding not counted
 */
record WrittenPart(DatasetPart part, long rows, long realTokens) implements Serializable {
    BucketCounts counts() {
        return new BucketCounts(part.bound(), rows, realTokens);
    }
}
