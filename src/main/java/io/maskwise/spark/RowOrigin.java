package io.maskwise.spark;

import java.io.Serializable;
import java.util.Comparator;

/**
 * Which record of a corpus a row comes from, and the split that it goes to; ordered as the corpus is.
 *
 * @param file the index of its file
 * @param ordinal its place in the file, from 0
 * @param split its split: that of its file, or the one that it is held out for
 */
record RowOrigin(int file, long ordinal, String split) implements Serializable, Comparable<RowOrigin> {
    private static final Comparator<RowOrigin> ORDER =
            Comparator.comparingInt(RowOrigin::file).thenComparingLong(RowOrigin::ordinal);

    @Override
    public int compareTo(RowOrigin other) {
        return ORDER.compare(this, other);
    }
}
