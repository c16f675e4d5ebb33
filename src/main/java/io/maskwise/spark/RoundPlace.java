package io.maskwise.spark;

import java.io.Serializable;
import java.util.Comparator;

/**
 * Where a {@link RoundPiece} is to go: to which task, and in which order there.
 *
 * <p>Reports come first, then stretch by stretch those of all workers, by the workers' numbers: so a task holds the sums
 * of one stretch at a time, and adds them in an order that nothing but the workers' numbers decides.
 *
 * @param task the task that combines it
 * @param vector which of the vectors; -1 for a report
 * @param start the place in the vector
 * @param worker the worker that it is from
 */
record RoundPlace(int task, int vector, int start, int worker)
        implements Destined, Serializable, Comparable<RoundPlace> {
    private static final Comparator<RoundPlace> ORDER = Comparator.comparingInt(RoundPlace::vector)
            .thenComparingInt(RoundPlace::start)
            .thenComparingInt(RoundPlace::worker);

    static RoundPlace ofReport(int worker) {
        return new RoundPlace(0, -1, 0, worker);
    }

    @Override
    public int partition() {
        return task;
    }

    @Override
    public int compareTo(RoundPlace other) {
        return ORDER.compare(this, other);
    }
}
