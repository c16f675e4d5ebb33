package io.maskwise.spark;

import java.io.Serializable;

/**
 * A Parquet file of a dataset: the rows of one split and one padded length.
 *
 * @param index its place among all, from 0
 * @param split the rows' split
 * @param bound the rows' padded length
 */
record DatasetPart(int index, String split, int bound) implements Serializable {
    /** Its path in the dataset's folder. */
    String path() {
        return DatasetLayout.part(split, bound);
    }
}
