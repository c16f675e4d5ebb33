package io.maskwise.report;

import io.maskwise.sequence.LengthRange;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A histogram of lengths, put together in ranges of one width: 1, 2 or 5 times a power of ten.
 *
 * @param width how many lengths a range spans
 * @param rows the rows of each range from the first to the last that has any, by its first length
 */
public record LengthRanges(int width, SortedMap<Integer, Long> rows) {
    public LengthRanges {
        rows = Collections.unmodifiableSortedMap(new TreeMap<>(rows));
    }

    /**
     * Puts lengths together; there are no ranges where there are no rows.
     *
     * @param rowsPerLength the rows of each length
     * @param most the number of ranges at most, >= 1
     */
    public static LengthRanges of(SortedMap<Integer, Long> rowsPerLength, int most) {
        if (rowsPerLength.isEmpty()) {
            return new LengthRanges(1, new TreeMap<>());
        }
        int width = width(rowsPerLength.lastKey(), most);
        TreeMap<Integer, Long> ranges = new TreeMap<>();
        for (int range = rowsPerLength.firstKey() / width; range <= rowsPerLength.lastKey() / width; range++) {
            ranges.put(range * width, 0L);
        }
        rowsPerLength.forEach((length, rows) -> ranges.merge(length / width * width, rows, Long::sum));
        return new LengthRanges(width, ranges);
    }

    private static int width(int longest, int most) {
        int power = 1;
        while (true) {
            for (int factor : new int[] {1, 2, 5}) {
                if (longest / (factor * power) < most) {
                    return factor * power;
                }
            }
            power *= 10;
        }
    }

    /** The lengths of the range that begins with one: {@code 7}, or {@code 10 to 14}. */
    public String name(int first) {
        return new LengthRange(first, first + width - 1).toString();
    }

    /** The rows of the range that has the most. */
    public long mostRows() {
        return rows.values().stream().mapToLong(Long::longValue).max().orElse(0);
    }
}
