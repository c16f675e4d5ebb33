package io.maskwise.spark;

import java.io.Serializable;
import java.util.Comparator;

/**
 * Where an example goes, and in which order.
 *
 * @param part the index of the Parquet file
 * @param file the index of the corpus file
 * @param ordinal the place in the corpus file
 */
record RowKey(int part, int file, long ordinal) implements Serializable, Comparable<RowKey> {
    private static final Comparator<RowKey> ORDER =
            Comparator.comparingInt(RowKey::part).thenComparingInt(RowKey::file).thenComparingLong(RowKey::ordinal);

    @Override
    public int compareTo(RowKey other) {
        return ORDER.compare(this, other);
    }
}
