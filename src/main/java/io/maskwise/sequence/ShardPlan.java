package io.maskwise.sequence;

import java.io.Serializable;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Which logical worker gets which row, balanced by padded cells.
 *
 * <p>The rows of one padded length are dealt one by one, lightest worker first, longest padded length first. So
 *
 * <ul>
 *   <li>every row belongs to exactly one worker, told by its padded length and its rank among the rows of that length;
 *   <li>of each padded length, two workers' numbers of rows differ by at most 1;
 *   <li>two workers' cells differ by at most the longest padded length.
 * </ul>
 *
 * <p>Serializable and immutable, so that every task of a job deals alike.
 */
public final class ShardPlan implements Serializable {
    private static final long serialVersionUID = 1L;

    private final int workers;
    private final TreeMap<Integer, Long> counts;
    /** For each padded length, the worker that gets the rows of rank r, where r is taken modulo the workers. */
    private final TreeMap<Integer, int[]> turns;

    private final long[] cells;

    private ShardPlan(int workers, LengthHistogram rowsPerPaddedLength) {
        this.workers = workers;
        this.counts = new TreeMap<>(rowsPerPaddedLength.counts());
        this.turns = new TreeMap<>();
        this.cells = new long[workers];
        counts.descendingMap().forEach(this::deal);
    }

    /**
     * Deals rows to workers.
     *
     * @param rowsPerPaddedLength how many rows there are of each padded length
     * @param workers the number of logical workers, >= 1
     * @throws IllegalArgumentException if there is no worker, or a length or a count is negative
     */
    public static ShardPlan of(Map<Integer, Long> rowsPerPaddedLength, int workers) {
        if (workers < 1) {
            throw new IllegalArgumentException("Invalid number of workers: " + workers + " (must be >= 1)");
        }
        return new ShardPlan(workers, LengthHistogram.ofCounts(rowsPerPaddedLength));
    }

    private void deal(int paddedLength, long rows) {
        int[] turn = IntStream.range(0, workers)
                .boxed()
                .sorted(Comparator.comparingLong(worker -> cells[worker]))
                .mapToInt(Integer::intValue)
                .toArray();
        for (int position = 0; position < workers; position++) {
            long share = Math.multiplyExact(share(position, rows), paddedLength);
            cells[turn[position]] = Math.addExact(cells[turn[position]], share);
        }
        turns.put(paddedLength, turn);
    }

    /** The rows that whoever has this position in the turn gets. */
    private long share(int position, long rows) {
        return rows / workers + (position < rows % workers ? 1 : 0);
    }

    /** The number of logical workers. */
    public int workers() {
        return workers;
    }

    /**
     * The worker of a row.
     *
     * @param paddedLength the row's padded length
     * @param rank the row's place among the rows of this padded length, from 0
     * @throws IllegalArgumentException if the plan has no such row
     */
    public int workerOf(int paddedLength, long rank) {
        int[] turn = turns.get(paddedLength);
        long rows = counts.getOrDefault(paddedLength, 0L);
        if (turn == null || rank < 0 || rank >= rows) {
            throw new IllegalArgumentException("Invalid rank of a row of " + paddedLength + " steps: " + rank
                    + " (must be >= 0 and < " + rows + ", the rows planned for)");
        }
        return turn[(int) (rank % workers)];
    }

    /** For each worker, how many rows of each padded length it gets; no length without rows. */
    public List<SortedMap<Integer, Long>> rowsPerPaddedLength() {
        return IntStream.range(0, workers).mapToObj(this::rowsPerPaddedLength).toList();
    }

    /** How many rows of each padded length a worker gets; no length without rows. */
    public SortedMap<Integer, Long> rowsPerPaddedLength(int worker) {
        TreeMap<Integer, Long> rows = new TreeMap<>();
        turns.forEach((paddedLength, turn) -> {
            int position = IntStream.range(0, workers)
                    .filter(i -> turn[i] == worker)
                    .findFirst()
                    .orElseThrow(() -> new IndexOutOfBoundsException(
                            "Invalid worker: " + worker + " (must be 0 to " + (workers - 1) + ")"));
            long share = share(position, counts.getOrDefault(paddedLength, 0L));
            if (share > 0) {
                rows.put(paddedLength, share);
            }
        });
        return Collections.unmodifiableSortedMap(rows);
    }

    /** The number of rows that a worker gets. */
    public long rows(int worker) {
        return rowsPerPaddedLength(worker).values().stream()
                .mapToLong(Long::longValue)
                .sum();
    }

    /** The number of cells, real and padded, that a worker gets. */
    public long cells(int worker) {
        return cells[worker];
    }
}
