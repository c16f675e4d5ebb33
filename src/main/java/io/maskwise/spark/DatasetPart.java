package io.maskwise.spark;

import java.io.Serializable;

/**
 * A Parquet file of a dataset: rows of one split and one padded length, in the corpus's order.
 *
 * @param index its place among all, from 0
 * @param split the rows' split
 * @param bound the rows' padded length
 * @param number its place among the files of these, from 0
 * @param rows how many rows it holds
 */
record DatasetPart(int index, String split, int bound, int number, long rows) implements Serializable {
    /** Its path in the dataset's folder. */
    String path() {
        return DatasetLayout.part(split, bound, number);
    }
}
