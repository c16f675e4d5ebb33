package io.maskwise.spark;

import java.io.Serializable;

/**
 * A Parquet file of a split.
 *
 * @param bucket the padded length of its rows
 * @param file its URL, as Spark's {@code _metadata.file_path} has it
 * @param rows how many rows it has
 */
record FileRows(int bucket, String file, long rows) implements Serializable {
    /** Its place in the dataset, such as {@code split=test/bucket=00008/part-00000.parquet}. */
    String name() {
        int split = file.lastIndexOf("/split=");
        return split < 0 ? file : file.substring(split + 1);
    }
}
