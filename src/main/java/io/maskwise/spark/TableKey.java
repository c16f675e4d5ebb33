package io.maskwise.spark;

import java.io.Serializable;
import java.util.Comparator;

/**
 * Where a row of a table stands: an order of all rows that only the files decide.
 *
 * @param partition the index of its file
 * @param row its number in the file, from 1; 0 where rows have ids instead
 * @param id its id
 * @param reject why it is rejected, which tells rejects of one id apart; empty if it is not
 */
record TableKey(int partition, long row, String id, String reject)
        implements Destined, Serializable, Comparable<TableKey> {
    private static final Comparator<TableKey> ORDER = Comparator.comparingInt(TableKey::partition)
            .thenComparingLong(TableKey::row)
            .thenComparing(TableKey::id)
            .thenComparing(TableKey::reject);

    @Override
    public int compareTo(TableKey other) {
        return ORDER.compare(this, other);
    }
}
