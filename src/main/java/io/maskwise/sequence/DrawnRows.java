package io.maskwise.sequence;

import java.util.Arrays;
import java.util.Map;
import java.util.SplittableRandom;

/** The rows of a histogram one by one, in random order; of very many, as many as a sample needs. */
final class DrawnRows {
    /** How many rows are drawn at most. */
    static final int MOST = 1 << 20;

    private DrawnRows() {}

    /**
     * The lengths of the rows: all of them, or {@link #MOST} drawn one by one, each with the chance that its length has
     * among all rows.
     *
     * @param seed decides their order, and which are drawn
     */
    static int[] lengths(LengthHistogram rows, long seed) {
        return rows.rows() > MOST ? drawn(rows, seed) : shuffled(rows, seed);
    }

    private static int[] shuffled(LengthHistogram rows, long seed) {
        int[] lengths = new int[(int) rows.rows()];
        int filled = 0;
        for (Map.Entry<Integer, Long> entry : rows.counts().entrySet()) {
            int end = filled + entry.getValue().intValue();
            Arrays.fill(lengths, filled, end, entry.getKey());
            filled = end;
        }
        Seeds.shuffle(lengths, seed);
        return lengths;
    }

    private static int[] drawn(LengthHistogram rows, long seed) {
        int[] lengths =
                rows.counts().keySet().stream().mapToInt(Integer::intValue).toArray();
        long[] rowsUpTo =
                rows.counts().values().stream().mapToLong(Long::longValue).toArray();
        Arrays.parallelPrefix(rowsUpTo, Long::sum);
        long all = rows.rows();
        SplittableRandom random = new SplittableRandom(seed);
        int[] drawn = new int[MOST];
        for (int i = 0; i < MOST; i++) {
            int found = Arrays.binarySearch(rowsUpTo, random.nextLong(all) + 1);
            drawn[i] = lengths[found >= 0 ? found : -found - 1];
        }
        return drawn;
    }
}
