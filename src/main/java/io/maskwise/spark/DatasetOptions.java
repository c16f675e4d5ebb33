package io.maskwise.spark;

import io.maskwise.InvalidOption;
import java.io.Serializable;

/**
 * Where a prepared dataset is.
 *
 * @param path its folder, on any file system that Hadoop knows
 */
public record DatasetOptions(String path) implements Serializable {
    /** The place of a dataset that is never written. */
    public static final DatasetOptions NOWHERE = new DatasetOptions("nowhere");

    public DatasetOptions {
        if (path.isBlank()) {
            throw new InvalidOption("dataset path", "it is empty (must name a folder)", "path");
        }
    }
}
