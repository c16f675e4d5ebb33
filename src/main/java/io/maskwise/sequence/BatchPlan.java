package io.maskwise.sequence;

import io.maskwise.MaskwiseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Which rows form which batch.
 *
 * <ul>
 *   <li>Every row is in exactly one batch.
 *   <li>A batch has rows of one padded length, and no more rows and cells than the options allow.
 *   <li>At most one batch of each padded length is not full.
 *   <li>The plan depends on nothing but the arguments.
 * </ul>
 */
public final class BatchPlan {
    /** Tells the order of batches from the order of rows inside a padded length, which is never negative. */
    private static final long BETWEEN_BATCHES = -1;

    private BatchPlan() {}

    /**
     * Batches in random order of rows in random order.
     *
     * @param paddedLengths the padded length of each row
     * @param seed decides the order of rows of each padded length, and that of the batches
     * @return the row indices of each batch
     * @throws MaskwiseException (exit 2) if a single row exceeds the limit of cells
     */
    public static List<int[]> batches(int[] paddedLengths, BatchOptions options, long seed) {
        SortedMap<Integer, int[]> rowsPerLength = rowsPerPaddedLength(paddedLengths);
        rowsPerLength.forEach((length, rows) -> Seeds.shuffle(rows, Seeds.derive(seed, length)));
        List<int[]> cut = cut(rowsPerLength, options);
        List<int[]> batches = new ArrayList<>(cut.size());
        for (int batch : Seeds.permutation(cut.size(), Seeds.derive(seed, BETWEEN_BATCHES))) {
            batches.add(cut.get(batch));
        }
        return batches;
    }

    /**
     * The number of batches, without making them.
     *
     * @param rowsPerPaddedLength how many rows there are of each padded length
     * @throws MaskwiseException (exit 2) if a single row exceeds the limit of cells
     */
    public static int batchCount(Map<Integer, Long> rowsPerPaddedLength, BatchOptions options) {
        long batches = 0;
        for (Map.Entry<Integer, Long> entry : rowsPerPaddedLength.entrySet()) {
            if (entry.getValue() > 0) {
                int full = options.rowsOf(entry.getKey());
                batches += (entry.getValue() - 1) / full + 1;
            }
        }
        return Math.toIntExact(batches);
    }

    private static SortedMap<Integer, int[]> rowsPerPaddedLength(int[] paddedLengths) {
        SortedMap<Integer, Integer> counts = new TreeMap<>();
        for (int length : paddedLengths) {
            counts.merge(length, 1, Integer::sum);
        }
        SortedMap<Integer, int[]> rows = new TreeMap<>();
        counts.forEach((length, count) -> rows.put(length, rowsOf(length, count, paddedLengths)));
        return rows;
    }

    private static int[] rowsOf(int length, int count, int[] paddedLengths) {
        int[] rows = new int[count];
        int next = 0;
        for (int row = 0; next < count; row++) {
            if (paddedLengths[row] == length) {
                rows[next++] = row;
            }
        }
        return rows;
    }

    private static List<int[]> cut(SortedMap<Integer, int[]> rowsPerLength, BatchOptions options) {
        List<int[]> batches = new ArrayList<>();
        rowsPerLength.forEach((length, rows) -> {
            int full = options.rowsOf(length);
            for (int first = 0; first < rows.length; first += full) {
                batches.add(Arrays.copyOfRange(rows, first, Math.min(rows.length - first, full) + first));
            }
        });
        return batches;
    }
}
