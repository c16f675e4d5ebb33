package io.maskwise.report;

import java.util.SortedMap;

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
        LengthRanges ranges = LengthRanges.of(rowsPerLength, lines);
        if (ranges.rows().isEmpty()) {
            return "";
        }
        Table table = Table.of("length", "rows", "");
        ranges.rows().forEach((first, rows) -> table.row(ranges.name(first), rows, bar(rows, ranges.mostRows())));
        return table.render();
    }

    private static String bar(long rows, long most) {
        long length = rows == 0 ? 0 : Math.max(1, Math.round((double) BAR * rows / most));
        return "█".repeat((int) length);
    }
}
