package io.maskwise.spark;

import java.io.Serializable;
import java.util.Comparator;

/**
 * Which partition a row goes to, and its order there: by padded length, then rank.
 *
 * @param partition the partition
 * @param bucket the padded length
 * @param rank the place among rows of this length
 */
record RowPlace(int partition, int bucket, long rank) implements Destined, Serializable, Comparable<RowPlace> {
    private static final Comparator<RowPlace> ORDER = Comparator.comparingInt(RowPlace::partition)
            .thenComparingInt(RowPlace::bucket)
            .thenComparingLong(RowPlace::rank);

    @Override
    public int compareTo(RowPlace other) {
        return ORDER.compare(this, other);
    }
}
