package io.maskwise.spark;

import java.io.Serializable;
import java.util.Comparator;

/**
 * Where a row of a table stands: an order of all rows that only the files decide.
 *
 * @param partition the index of its file
 * @param row its number in the file, from 1; 0 where rows have ids instead
 * @param id its id
 */
record TableKey(int partition, long row, String id) implements Destined, Serializable, Comparable<TableKey> {
    private static final Comparator<TableKey> ORDER = Comparator.comparingInt(TableKey::partition)
            .thenComparingLong(TableKey::row)
            .thenComparing(TableKey::id);

    @Override
    public int compareTo(TableKey other) {
        return ORDER.compare(this, other);
    }
}
