package io.maskwise.spark;

import java.io.Serializable;

/**
 * Which row of a DataFrame it is.
 *
 * @param number its number, from 0
 */
record FrameKey(long number) implements Destined, Serializable, Comparable<FrameKey> {
    @Override
    public int partition() {
        return (int) (number / FrameFiles.ROWS);
    }

    @Override
    public int compareTo(FrameKey other) {
        return Long.compare(number, other.number);
    }
}
