package io.maskwise.spark;

import java.io.Serializable;
import java.util.Comparator;

/**
 * Where an example goes, and in which order.
 *
 * @param partition the index of the Parquet file, which one task writes
 * @param file the index of the corpus file
 * @param ordinal the place in the corpus file
 * @param window which window of the record
 */
record RowKey(int partition, int file, long ordinal, int window) implements Destined, Serializable, Comparable<RowKey> {
    private static final Comparator<RowKey> ORDER = Comparator.comparingInt(RowKey::partition)
            .thenComparingInt(RowKey::file)
            .thenComparingLong(RowKey::ordinal)
            .thenComparingInt(RowKey::window);

    @Override
    public int compareTo(RowKey other) {
        return ORDER.compare(this, other);
    }
}
