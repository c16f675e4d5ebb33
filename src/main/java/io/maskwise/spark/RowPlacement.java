package io.maskwise.spark;

import java.io.Serializable;

/** Decides where a row of a split goes. */
interface RowPlacement extends Serializable {
    /**
     * The row's place.
     *
     * @param bucket its padded length
     * @param file its file, as {@link FileRows#file}
     * @param position its place in the file, from 0
     */
    RowPlace place(int bucket, String file, long position);
}
