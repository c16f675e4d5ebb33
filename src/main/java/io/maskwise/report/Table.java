package io.maskwise.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Rows of text under headings, aligned by spaces.
 *
 * <p>A column whose filled cells are all figures is aligned right, with its heading; any other is aligned left.
 */
public final class Table {
    private static final Pattern FIGURE =
            Pattern.compile("[-+]?[\\d,.]+(E[-+]?\\d+)?( ?(%|/s|ms|s|[kMGTPE]?B))?|NaN|-");
    private static final String GAP = "  ";

    private final List<String> headings;
    private final List<List<String>> rows = new ArrayList<>();

    private Table(List<String> headings) {
        this.headings = headings;
    }

    /** An empty table. */
    public static Table of(String... headings) {
        return new Table(List.of(headings));
    }

    /**
     * Adds a row; whole numbers are grouped, everything else is written as it is.
     *
     * @param cells as many as headings
     * @throws IllegalArgumentException if there are more or fewer
     */
    public Table row(Object... cells) {
        if (cells.length != headings.size()) {
            throw new IllegalArgumentException(
                    "Invalid row: " + cells.length + " cells (must be " + headings.size() + ", as the headings)");
        }
        rows.add(Arrays.stream(cells).map(Table::cell).toList());
        return this;
    }

    private static String cell(Object value) {
        return value instanceof Integer || value instanceof Long
                ? Figures.count(((Number) value).longValue())
                : VisibleText.of(value.toString());
    }

    /** The headings, a rule and the rows, one line each, every line ended. */
    public String render() {
        List<Column> columns =
                IntStream.range(0, headings.size()).mapToObj(this::column).toList();
        List<String> rule =
                columns.stream().map(column -> "-".repeat(column.width())).toList();
        StringBuilder text = new StringBuilder(line(headings, columns)).append(line(rule, columns));
        rows.forEach(row -> text.append(line(row, columns)));
        return text.toString();
    }

    private static String line(List<String> cells, List<Column> columns) {
        return IntStream.range(0, cells.size())
                        .mapToObj(column -> columns.get(column).align(cells.get(column)))
                        .collect(Collectors.joining(GAP))
                        .stripTrailing()
                + "\n";
    }

    private Column column(int column) {
        return new Column(width(column), isFigures(column));
    }

    /** How the cells of a column are written. */
    private record Column(int width, boolean figures) {
        String align(String cell) {
            String space = " ".repeat(width - length(cell));
            return figures ? space + cell : cell + space;
        }
    }

    private boolean isFigures(int column) {
        List<String> filled = rows.stream()
                .map(row -> row.get(column))
                .filter(cell -> !cell.isEmpty())
                .toList();
        return !filled.isEmpty()
                && filled.stream().allMatch(cell -> FIGURE.matcher(cell).matches());
    }

    private int width(int column) {
        return rows.stream().mapToInt(row -> length(row.get(column))).reduce(length(headings.get(column)), Math::max);
    }

    private static int length(String cell) {
        return cell.codePointCount(0, cell.length());
    }
}
