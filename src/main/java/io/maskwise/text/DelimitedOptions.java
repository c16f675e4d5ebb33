package io.maskwise.text;

import io.maskwise.InvalidOption;
import java.io.Serializable;

/**
 * How a delimited corpus is read.
 *
 * <p>With the separator {@code ","} fields may be quoted as RFC 4180 says: {@code "a ""b"", c"}, line breaks allowed
 * inside. With any other separator a quote is a character like any other.
 *
 * @param separator what stands between two columns, one character or more, usually a tab
 * @param header whether each file's first row names the columns
 * @param labelColumn the label's column, by name where there is a header, else by number from 1; empty = no labels
 * @param textColumn the text's column, likewise, never empty
 */
public record DelimitedOptions(String separator, boolean header, String labelColumn, String textColumn)
        implements Serializable {
    /** Tab-separated, with a header that names {@code label} and {@code text}. */
    public static final DelimitedOptions DEFAULT = new DelimitedOptions("\t", true, "label", "text");

    public DelimitedOptions {
        if (separator.isEmpty() || separator.chars().anyMatch(unit -> "\r\n\"".indexOf(unit) >= 0)) {
            throw new InvalidOption(
                    "separator",
                    "'" + Tsv.escape(separator) + "' (must be one character or more, without line breaks or quotes)",
                    "separator");
        }
        if (textColumn.isEmpty()) {
            throw new InvalidOption("text column", "it is empty (must be a column's name or number)", "text-column");
        }
        if (labelColumn.equals(textColumn)) {
            throw new InvalidOption("label column", labelColumn + " (must differ from the text column)", "label-column")
                    .beside("text-column");
        }
        if (!header) {
            requireNumber("text", textColumn);
            if (!labelColumn.isEmpty()) {
                requireNumber("label", labelColumn);
            }
        }
    }

    DelimitedOptions withoutLabels() {
        return new DelimitedOptions(separator, header, "", textColumn);
    }

    boolean labelled() {
        return !labelColumn.isEmpty();
    }

    boolean quoted() {
        return separator.equals(",");
    }

    private static void requireNumber(String role, String column) {
        if (!column.matches("[1-9][0-9]{0,5}")) {
            String complaint = column + " (must be a number from 1, as the corpus has no header)";
            throw new InvalidOption(role + " column", complaint, role + "-column").beside("header");
        }
    }
}
