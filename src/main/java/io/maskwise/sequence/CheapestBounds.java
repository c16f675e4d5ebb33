package io.maskwise.sequence;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Finds the bucket bounds with the fewest cells, by dynamic programming over the distinct lengths.
 *
 * <p>The best first {@code k} buckets for the {@code n} shortest lengths are a last bucket, from some length to the
 * {@code n}-th, after the best {@code k - 1} buckets for the rest. A bucket's cells are its bound times its rows, which
 * satisfies the quadrangle inequality; so the best start of the last bucket never moves down as {@code n} grows, and
 * divide and conquer finds all of them in {@code O(n log n)} for each {@code k}.
 */
final class CheapestBounds {
    private final int[] lengths;
    /** At {@code i}, the rows of the {@code i} shortest lengths. */
    private final long[] rowsBefore;
    /** At {@code n}, the cells of the {@code n} shortest lengths in the buckets so far; {@code next}, in one more. */
    private long[] cells;

    private long[] next;

    private CheapestBounds(SortedMap<Integer, Long> counts) {
        lengths = counts.keySet().stream().mapToInt(Integer::intValue).toArray();
        rowsBefore = new long[lengths.length + 1];
        int index = 0;
        for (long rows : counts.values()) {
            rowsBefore[index + 1] = Math.addExact(rowsBefore[index], rows);
            index++;
        }
        if (rowsBefore[index] > Long.MAX_VALUE / lengths[index - 1]) { // then no sum of cells overflows
            throw new IllegalArgumentException("Cannot plan buckets: " + rowsBefore[index] + " rows of up to "
                    + lengths[index - 1] + " steps have more cells than can be counted");
        }
        cells = new long[lengths.length + 1];
        next = new long[lengths.length + 1];
    }

    static List<Integer> of(LengthHistogram histogram, int count) {
        SortedMap<Integer, Long> counts = new TreeMap<>();
        for (Map.Entry<Integer, Long> entry : histogram.counts().entrySet()) {
            counts.merge(Math.max(1, entry.getKey()), entry.getValue(), Math::addExact);
        }
        return counts.isEmpty() ? List.of(1) : new CheapestBounds(counts).bounds(count);
    }

    private List<Integer> bounds(int count) {
        if (count >= lengths.length) {
            return Arrays.stream(lengths).boxed().toList();
        }
        int buckets = count;
        int[][] starts = new int[buckets][lengths.length + 1];
        for (int end = 1; end <= lengths.length; end++) {
            cells[end] = bucketCells(0, end);
        }
        for (int bucket = 1; bucket < buckets; bucket++) {
            fill(starts[bucket], new Range(bucket + 1, lengths.length), new Range(bucket, lengths.length - 1));
            long[] filled = next;
            next = cells;
            cells = filled;
        }
        return bounds(starts);
    }

    private List<Integer> bounds(int[][] starts) {
        Integer[] bounds = new Integer[starts.length];
        int end = lengths.length;
        for (int bucket = starts.length - 1; bucket >= 0; bucket--) {
            bounds[bucket] = lengths[end - 1];
            end = starts[bucket][end];
        }
        return new ArrayList<>(Arrays.asList(bounds));
    }

    /** Fills {@code starts} and {@code next} for all ends, knowing that their best starts are among these. */
    private void fill(int[] starts, Range ends, Range candidates) {
        if (ends.first() > ends.last()) {
            return;
        }
        int end = (ends.first() + ends.last()) >>> 1;
        int best = candidates.first();
        for (int start = best + 1; start <= Math.min(candidates.last(), end - 1); start++) {
            if (cells[start] + bucketCells(start, end) < cells[best] + bucketCells(best, end)) {
                best = start;
            }
        }
        starts[end] = best;
        next[end] = cells[best] + bucketCells(best, end);
        fill(starts, new Range(ends.first(), end - 1), new Range(candidates.first(), best));
        fill(starts, new Range(end + 1, ends.last()), new Range(best, candidates.last()));
    }

    /** The cells of one bucket that holds the lengths from {@code start}, inclusive, to {@code end}, exclusive. */
    private long bucketCells(int start, int end) {
        return lengths[end - 1] * (rowsBefore[end] - rowsBefore[start]);
    }

    /** First to last, both inclusive. */
    private record Range(int first, int last) {}
}
