package io.maskwise.sequence;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * The lengths that can be the bound of a bucket, shortest first, and the rows of these lengths.
 *
 * <p>Candidates are the rows' own lengths, rounded up: a bound between two of them would be no better than the lower
 * one. A range of candidates is a bucket, from a start, inclusive, to an end, exclusive; its bound is its last one.
 */
final class BoundCandidates {
    private final int[] lengths;
    /** At {@code i}, the rows of the {@code i} shortest lengths. */
    private final long[] rowsBefore;
    /** At {@code i}, the steps of these rows, each as long as its candidate. */
    private final long[] stepsBefore;
    /** As {@link #rowsBefore}, of each split. */
    private final long[][] splitRowsBefore;

    private BoundCandidates(LengthHistogram all, List<LengthHistogram> splits) {
        lengths = all.counts().keySet().stream().mapToInt(Integer::intValue).toArray();
        rowsBefore = rowsBefore(all);
        requireCountable(1);
        stepsBefore = new long[lengths.length + 1];
        for (int i = 0; i < lengths.length; i++) {
            stepsBefore[i + 1] = stepsBefore[i] + lengths[i] * rows(i, i + 1);
        }
        splitRowsBefore = splits.stream().map(this::rowsBefore).toArray(long[][]::new);
    }

    /**
     * The lengths of all rows, those of no step taken as 1.
     *
     * @param splits the rows of each split
     * @param multipleOf what every candidate is a multiple of
     */
    static BoundCandidates of(Collection<LengthHistogram> splits, int multipleOf) {
        List<LengthHistogram> rounded =
                splits.stream().map(split -> split.roundedUp(multipleOf)).toList();
        return new BoundCandidates(rounded.stream().reduce(LengthHistogram.empty(), LengthHistogram::merge), rounded);
    }

    private long[] rowsBefore(LengthHistogram histogram) {
        Map<Integer, Long> counts = histogram.counts();
        long[] before = new long[lengths.length + 1];
        for (int i = 0; i < lengths.length; i++) {
            before[i + 1] = Math.addExact(before[i], counts.getOrDefault(lengths[i], 0L));
        }
        return before;
    }

    /**
     * Makes sure that no sum of cells overflows.
     *
     * @param perStep as how many cells each step of each row may count
     */
    void requireCountable(long perStep) {
        long rows = rowsBefore[lengths.length];
        if (lengths.length > 0 && rows > Long.MAX_VALUE / (longest() * perStep)) {
            throw new IllegalArgumentException("Cannot plan buckets: " + rows + " rows of up to " + longest()
                    + " steps have more cells than can be counted");
        }
    }

    /** The number of candidates. */
    int size() {
        return lengths.length;
    }

    /** All candidates. */
    List<Integer> lengths() {
        return Arrays.stream(lengths).boxed().toList();
    }

    /** The candidate of an index. */
    int length(int index) {
        return lengths[index];
    }

    private long longest() {
        return lengths[lengths.length - 1];
    }

    /** The rows of a range, of all splits. */
    long rows(int start, int end) {
        return rowsBefore[end] - rowsBefore[start];
    }

    /** The cells of a range that is one bucket. */
    long cells(int start, int end) {
        return lengths[end - 1] * rows(start, end);
    }

    /** The cells of a range that is one bucket, less those of its rows' own candidates. */
    long padding(int start, int end) {
        return cells(start, end) - (stepsBefore[end] - stepsBefore[start]);
    }

    /** The batches of a range that is one bucket, those of each split by themselves. */
    long batches(int start, int end, int rowsOfBatch) {
        long batches = 0;
        for (long[] before : splitRowsBefore) {
            batches += (before[end] - before[start] + rowsOfBatch - 1) / rowsOfBatch;
        }
        return batches;
    }
}
