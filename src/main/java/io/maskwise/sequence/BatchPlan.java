package io.maskwise.sequence;

import io.maskwise.MaskwiseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Which rows form which batch.
 *
 * <ul>
 *   <li>Every row is in exactly one batch.
 *   <li>A batch has rows of one padded length, and no more rows and cells than the options allow.
 *   <li>Of each padded length there are as few batches as these limits allow, and they differ by one row at most: a remainder
 *       would take as large a step of training as a full batch, for the few rows it has.
 *   <li>The plan depends on nothing but the arguments.
 * </ul>
 */
public final class BatchPlan {
    /** Tells the order of batches from the order of rows inside a padded length, which is never negative. */
    private static final long BETWEEN_BATCHES = -1;

    private BatchPlan() {}

    /**
     * Batches of rows in random order, for each padded length.
     *
     * @param paddedLengths the padded length of each row
     * @param seed decides the order of rows of each padded length
     * @return the row indices of each batch
     * @throws MaskwiseException (exit 2) if a single row exceeds the limit of cells
     */
    public static SortedMap<Integer, List<int[]>> batches(int[] paddedLengths, BatchOptions options, long seed) {
        SortedMap<Integer, int[]> rowsPerLength = rowsPerPaddedLength(paddedLengths);
        rowsPerLength.forEach((length, rows) -> Seeds.shuffle(rows, Seeds.derive(seed, length)));
        return cut(rowsPerLength, options);
    }

    /**
     * Batches of rows of like length, for each padded length: in random order where lengths are equal.
     *
     * @param paddedLengths the padded length of each row
     * @param lengths the number of real steps of each row
     * @param seed decides the order of rows of each length
     * @return the row indices of each batch, the shortest rows of each padded length first
     * @throws MaskwiseException (exit 2) if a single row exceeds the limit of cells
     */
    public static SortedMap<Integer, List<int[]>> grouped(
            int[] paddedLengths, int[] lengths, BatchOptions options, long seed) {
        SortedMap<Integer, int[]> rowsPerLength = rowsPerPaddedLength(paddedLengths);
        rowsPerLength.forEach((length, rows) -> {
            Seeds.shuffle(rows, Seeds.derive(seed, length));
            sortStably(rows, lengths);
        });
        return cut(rowsPerLength, options);
    }

    private static void sortStably(int[] rows, int[] lengths) {
        int[] sorted = IntStream.range(0, rows.length)
                .mapToLong(place -> (long) lengths[rows[place]] << Integer.SIZE | place)
                .sorted()
                .mapToInt(key -> rows[(int) key])
                .toArray();
        System.arraycopy(sorted, 0, rows, 0, rows.length);
    }

    /**
     * Batches of rows in the order given, for each padded length.
     *
     * @throws MaskwiseException (exit 2) if a single row exceeds the limit of cells
     */
    public static SortedMap<Integer, List<int[]>> unshuffled(int[] paddedLengths, BatchOptions options) {
        return cut(rowsPerPaddedLength(paddedLengths), options);
    }

    /**
     * The places of batches in random order.
     *
     * @param batchesPerLength how many batches there are of each padded length
     * @param seed decides the order
     */
    public static List<Place> order(SortedMap<Integer, Integer> batchesPerLength, long seed) {
        List<Place> places = new ArrayList<>();
        batchesPerLength.forEach(
                (length, count) -> IntStream.range(0, count).forEach(index -> places.add(new Place(length, index))));
        return IntStream.of(Seeds.permutation(places.size(), Seeds.derive(seed, BETWEEN_BATCHES)))
                .mapToObj(places::get)
                .toList();
    }

    /**
     * Which batch of which padded length.
     *
     * @param paddedLength the padded length of its rows
     * @param index its number among the batches of this length, from 0
     */
    public record Place(int paddedLength, int index) {}

    /**
     * The number of batches of each padded length, without making them; no length without rows.
     *
     * @param rowsPerPaddedLength how many rows there are of each padded length
     * @throws MaskwiseException (exit 2) if a single row exceeds the limit of cells
     */
    public static SortedMap<Integer, Integer> batchCounts(
            Map<Integer, Long> rowsPerPaddedLength, BatchOptions options) {
        SortedMap<Integer, Integer> counts = new TreeMap<>();
        rowsPerPaddedLength.forEach((length, rows) -> {
            if (rows > 0) {
                counts.put(length, Math.toIntExact(batchCount(rows, options.rowsOf(length))));
            }
        });
        return counts;
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

    private static SortedMap<Integer, List<int[]>> cut(SortedMap<Integer, int[]> rowsPerLength, BatchOptions options) {
        SortedMap<Integer, List<int[]>> batches = new TreeMap<>();
        rowsPerLength.forEach((length, rows) -> {
            int count = Math.toIntExact(batchCount(rows.length, options.rowsOf(length)));
            batches.put(
                    length,
                    IntStream.range(0, count)
                            .mapToObj(batch -> Arrays.copyOfRange(
                                    rows, first(batch, count, rows.length), first(batch + 1, count, rows.length)))
                            .toList());
        });
        return batches;
    }

    private static int first(int batch, int batches, int rows) {
        return (int) ((long) rows * batch / batches);
    }

    private static long batchCount(long rows, int full) {
        return (rows - 1) / full + 1;
    }
}
