package io.maskwise.text;

import java.util.regex.Pattern;

/**
 * Where token and label stand in the lines of one file, all as wide as its first.
 *
 * <p>Else a line that lacks a column would be taken to have its label in another one.
 */
final class ColumnsLayout {
    private static final Pattern WHITE = Pattern.compile("[ \t]+");

    private final ColumnsOptions options;
    private final int label;
    private int width;

    private ColumnsLayout(ColumnsOptions options, int label) {
        this.options = options;
        this.label = label;
    }

    /** Lines of a token and its label. */
    static ColumnsLayout labelled(ColumnsOptions options) {
        return new ColumnsLayout(options, options.label());
    }

    /** Lines of a token, whatever else they hold: it stands for its label, which so is never missing. */
    static ColumnsLayout ofTokens(ColumnsOptions options) {
        return new ColumnsLayout(options, options.token());
    }

    String[] columns(String line) {
        return options.separator().isEmpty()
                ? WHITE.split(line.strip(), -1)
                : line.split(Pattern.quote(options.separator()), -1);
    }

    boolean isDocumentMark(String token) {
        return !options.documentMark().isEmpty() && token.equals(options.documentMark());
    }

    /** How many columns a line must have, of which this may be the first. */
    int widthBeside(int columns) {
        if (width == 0) {
            width = Math.max(columns, Math.max(least(options.token()), least(label)));
        }
        return width;
    }

    private static int least(int column) {
        return Math.abs(column);
    }

    String token(String[] columns) {
        return at(columns, options.token());
    }

    String label(String[] columns) {
        return at(columns, label);
    }

    private static String at(String[] columns, int column) {
        return columns[column > 0 ? column - 1 : columns.length + column];
    }
}
