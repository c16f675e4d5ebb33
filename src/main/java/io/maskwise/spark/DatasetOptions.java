package io.maskwise.spark;

import io.maskwise.InvalidOption;
import java.io.Serializable;

/**
 * Where a prepared dataset is, and how it is stored.
 *
 * @param path its folder, on any file system that Hadoop knows
 * @param fileSize about how large a Parquet file may be, in MiB, > 0
 * @param rowGroupSize about how large a row group of it may be before it is compressed, in MiB, > 0
 * @param maximumLabels how many different labels it may have, >= 0; 0 = no limit
 */
public record DatasetOptions(String path, double fileSize, double rowGroupSize, int maximumLabels)
        implements Serializable {
    /** The size of a file, by default. */
    public static final double FILE_SIZE = 128;

    /** The size of a row group, by default. */
    public static final double ROW_GROUP_SIZE = 16;

    /** How many labels there may be, by default: what tells so many apart is hardly a class. */
    public static final int MAXIMUM_LABELS = 10_000;

    /** The place of a dataset that is never written. */
    public static final DatasetOptions NOWHERE = new DatasetOptions("nowhere", FILE_SIZE, ROW_GROUP_SIZE, 0);

    private static final int MEBIBYTE = 1 << 20;
    private static final double LARGEST = 1 << 20;

    public DatasetOptions {
        if (path.isBlank()) {
            throw new InvalidOption("dataset path", "it is empty (must name a folder)", "path");
        }
        requireSize("file size", fileSize, "file-size");
        requireSize("row group size", rowGroupSize, "row-group-size");
        if (maximumLabels < 0) {
            throw new InvalidOption(
                    "maximum number of labels", maximumLabels + " (must be >= 1, or 0 = no limit)", "maximum-labels");
        }
    }

    /** A dataset stored by the defaults. */
    public DatasetOptions(String path) {
        this(path, FILE_SIZE, ROW_GROUP_SIZE, MAXIMUM_LABELS);
    }

    private static void requireSize(String name, double size, String key) {
        if (!(size > 0 && size <= LARGEST)) {
            throw new InvalidOption(name, size + " (must be a number of MiB above 0, at most 1048576)", key);
        }
    }

    /** The size of a file, in bytes. */
    double fileBytes() {
        return fileSize * MEBIBYTE;
    }

    /** The size of a row group, in bytes, at least 1. */
    long rowGroupBytes() {
        return Math.max(1, Math.round(rowGroupSize * MEBIBYTE));
    }
}
