package io.maskwise.report;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A histogram of lengths, drawn with bars.
 *
 * <p>Lengths are put together in ranges of one width, a width of 1, 2 or 5 times a power of ten, so that there are not
 * more lines than asked for. The longest bar is that of the range with the most rows; a range with any row has a bar.
 */
public final class LengthChart {
    private static final int BAR = 40;

    private LengthChart() {}

    /**
     * Draws the chart.
     *
     * @param rowsPerLength the rows of each length
     * @param lines the number of ranges at most, >= 1
     * @return a line for each range, every line ended; empty where there are no rows
     */
    public static String draw(SortedMap<Integer, Long> rowsPerLength, int lines) {
        if (rowsPerLength.isEmpty()) {
            return "";
        }
        int width = width(rowsPerLength.lastKey(), lines);
        TreeMap<Integer, Long> ranges = new TreeMap<>();
        for (int range = rowsPerLength.firstKey() / width; range <= rowsPerLength.lastKey() / width; range++) {
            ranges.put(range, 0L);
        }
        rowsPerLength.forEach((length, rows) -> ranges.merge(length / width, rows, Long::sum));
        long most = ranges.values().stream().mapToLong(Long::longValue).max().orElse(0);
        Table table = Table.of("length", "rows", "");
        for (Map.Entry<Integer, Long> range : ranges.entrySet()) {
            table.row(name(range.getKey(), width), range.getValue(), bar(range.getValue(), most));
        }
        return table.render();
    }

    private static int width(int longest, int lines) {
        int power = 1;
        while (true) {
            for (int factor : new int[] {1, 2, 5}) {
                if (longest / (factor * power) < lines) {
                    return factor * power;
                }
            }
            power *= 10;
        }
    }

    private static String name(int range, int width) {
        int first = range * width;
        return width == 1 ? Integer.toString(first) : first + " to " + (first + width - 1);
    }

    private static String bar(long rows, long most) {
        long length = rows == 0 ? 0 : Math.max(1, Math.round((double) BAR * rows / most));
        return "█".repeat((int) length);
    }
}
