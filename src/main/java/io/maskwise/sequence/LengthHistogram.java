package io.maskwise.sequence;

import java.io.Serializable;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How many rows there are of each length, exactly.
 *
 * <p>Immutable and mergeable: any split of the rows, in any order, empty parts included, merges to the same histogram.
 */
public final class LengthHistogram implements Serializable {
    private static final long serialVersionUID = 1L;

    private static final LengthHistogram EMPTY = new LengthHistogram(Map.of());

    private final TreeMap<Integer, Long> counts;

    private LengthHistogram(Map<Integer, Long> counts) {
        this.counts = new TreeMap<>(counts);
    }

    /** No rows. */
    public static LengthHistogram empty() {
        return EMPTY;
    }

    /** One row of each given length. */
    public static LengthHistogram of(int... lengths) {
        TreeMap<Integer, Long> counts = new TreeMap<>();
        for (int length : lengths) {
            add(counts, length, 1);
        }
        return new LengthHistogram(counts);
    }

    /**
     * As many rows of each length as the map says.
     *
     * @throws IllegalArgumentException if a length or a count is negative
     */
    public static LengthHistogram ofCounts(Map<Integer, Long> rowsPerLength) {
        TreeMap<Integer, Long> counts = new TreeMap<>();
        rowsPerLength.forEach((length, count) -> add(counts, length, count));
        return new LengthHistogram(counts);
    }

    /** These rows and {@code count} more of one length. */
    public LengthHistogram plus(int length, long count) {
        TreeMap<Integer, Long> sum = new TreeMap<>(counts);
        add(sum, length, count);
        return new LengthHistogram(sum);
    }

    /** The rows of both. */
    public LengthHistogram merge(LengthHistogram other) {
        TreeMap<Integer, Long> sum = new TreeMap<>(counts);
        other.counts.forEach((length, count) -> add(sum, length, count));
        return new LengthHistogram(sum);
    }

    /**
     * These rows, each as long as the next multiple of a number, and at least as long as that number.
     *
     * @throws ArithmeticException if that is longer than a length can be
     */
    LengthHistogram roundedUp(int multipleOf) {
        TreeMap<Integer, Long> rounded = new TreeMap<>();
        counts.forEach((length, count) -> add(rounded, roundedUp(length, multipleOf), count));
        return new LengthHistogram(rounded);
    }

    /** The least multiple of a number, 1 or more times, that is not below a length. */
    static int roundedUp(int length, int multipleOf) {
        long multiples = Math.max(1, (length + multipleOf - 1L) / multipleOf);
        return Math.toIntExact(multiples * multipleOf);
    }

    private static void add(Map<Integer, Long> counts, int length, long count) {
        if (length < 0) {
            throw new IllegalArgumentException("Invalid length: " + length + " (must be >= 0)");
        }
        if (count < 0) {
            throw new IllegalArgumentException(
                    "Invalid count of rows of length " + length + ": " + count + " (must be >= 0)");
        }
        if (count > 0) {
            counts.merge(length, count, Math::addExact);
        }
    }

    /** The number of rows. */
    public long rows() {
        return counts.values().stream().reduce(0L, Math::addExact);
    }

    /** The number of steps of all rows. */
    public long tokens() {
        return counts.entrySet().stream()
                .map(entry -> Math.multiplyExact(entry.getKey(), entry.getValue()))
                .reduce(0L, Math::addExact);
    }

    /** The greatest length; 0 where there are no rows. */
    public int longest() {
        return counts.isEmpty() ? 0 : counts.lastKey();
    }

    /** The rows per length, shortest first; no length without rows. */
    public SortedMap<Integer, Long> counts() {
        return Collections.unmodifiableSortedMap(counts);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof LengthHistogram histogram && histogram.counts.equals(counts);
    }

    @Override
    public int hashCode() {
        return counts.hashCode();
    }

    @Override
    public String toString() {
        return "LengthHistogram" + counts;
    }
}
