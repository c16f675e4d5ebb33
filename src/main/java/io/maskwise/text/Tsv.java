package io.maskwise.text;

import io.maskwise.MaskwiseException;
import java.util.ArrayList;
import java.util.List;

/**
 * The tab-separated files that tables of tokens and labels are kept in.
 *
 * <p>A header, then one row a line, each ended by LF, UTF-8. In a value, backslash, tab, LF and CR are written as
 * {@code \\}, {@code \t}, {@code \n} and {@code \r}; every other character stands for itself.
 */
public final class Tsv {
    private Tsv() {}

    /** The value as it stands in a file. */
    public static String escape(String value) {
        StringBuilder escaped = new StringBuilder(value.length());
        for (int at = 0; at < value.length(); at++) {
            char unit = value.charAt(at);
            int special = "\\\t\n\r".indexOf(unit);
            if (special < 0) {
                escaped.append(unit);
            } else {
                escaped.append('\\').append("\\tnr".charAt(special));
            }
        }
        return escaped.toString();
    }

    /**
     * The value that was escaped.
     *
     * @throws IllegalArgumentException if a backslash is followed by nothing known
     */
    public static String unescape(String escaped) {
        StringBuilder value = new StringBuilder(escaped.length());
        for (int at = 0; at < escaped.length(); at++) {
            char unit = escaped.charAt(at);
            if (unit == '\\') {
                at++;
                int special = at < escaped.length() ? "\\tnr".indexOf(escaped.charAt(at)) : -1;
                if (special < 0) {
                    throw new IllegalArgumentException("Invalid escape in '" + escaped + "'");
                }
                unit = "\\\t\n\r".charAt(special);
            }
            value.append(unit);
        }
        return value.toString();
    }

    /**
     * The rows below the header, unescaped.
     *
     * @param tsv the whole file
     * @param header what its first line must be
     * @param source what to call the file in errors
     * @throws MaskwiseException (input) if the header differs, a row has another number of columns or another id than
     *     its place, or the file was cut off
     */
    static List<List<String>> rows(String tsv, String header, String source) {
        if (!tsv.startsWith(header + "\n")) {
            throw MaskwiseException.input(
                    "Cannot read %s: its first line is not '%s'", source, header.replace('\t', ' '));
        }
        if (!tsv.endsWith("\n")) {
            throw MaskwiseException.input("Cannot read %s: its last line is cut off", source);
        }
        int columns = header.split("\t", -1).length;
        List<List<String>> rows = new ArrayList<>();
        int start = header.length() + 1;
        while (start < tsv.length()) {
            int end = tsv.indexOf('\n', start);
            rows.add(row(tsv.substring(start, end), new Place(source, rows.size(), columns)));
            start = end + 1;
        }
        return rows;
    }

    private static List<String> row(String line, Place place) {
        String[] fields = line.split("\t", -1);
        if (fields.length != place.columns()) {
            throw place.error("it has " + fields.length + " columns (must be " + place.columns() + ")");
        }
        if (!fields[0].equals(Integer.toString(place.row()))) {
            throw place.error("its id is '" + fields[0] + "' (must be " + place.row() + ")");
        }
        try {
            List<String> row = new ArrayList<>();
            for (String field : fields) {
                row.add(unescape(field));
            }
            return row;
        } catch (IllegalArgumentException e) {
            throw place.error(e.getMessage() + " (must be \\\\, \\t, \\n or \\r)");
        }
    }

    private record Place(String source, int row, int columns) {
        MaskwiseException error(String why) {
            return MaskwiseException.input("Cannot read line %d of %s: %s", row + 2, source, why);
        }
    }
}
