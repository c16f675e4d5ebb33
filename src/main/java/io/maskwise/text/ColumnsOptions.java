package io.maskwise.text;

import io.maskwise.InvalidOption;
import java.io.Serializable;

/**
 * How a corpus of token lines is read, such as those of CoNLL-2000 and CoNLL-2003.
 *
 * @param separator what stands between two columns; empty = any number of spaces and tabs
 * @param token the token's column, from 1, or from the end: -1 is the last
 * @param label the label's column, likewise
 * @param documentMark what stands in place of a token where a document begins: such a line is skipped; empty = none does
 */
public record ColumnsOptions(String separator, int token, int label, String documentMark) implements Serializable {
    /** The first column, then the last, of CoNLL-2000 and CoNLL-2003. */
    public static final ColumnsOptions DEFAULT = new ColumnsOptions("", 1, -1, "-DOCSTART-");

    public ColumnsOptions {
        if (separator.chars().anyMatch(unit -> "\r\n".indexOf(unit) >= 0)) {
            throw new InvalidOption(
                    "separator", "'" + Tsv.escape(separator) + "' (must be without line breaks)", "separator");
        }
        requireColumn("token", token);
        requireColumn("label", label);
        if (token == label) {
            throw new InvalidOption("label column", label + " (must differ from that of the token)", "label")
                    .beside("token");
        }
    }

    private static void requireColumn(String role, int column) {
        if (column == 0) {
            throw new InvalidOption(
                    role + " column", "0 (must be a number from 1, or from -1, the last, backwards)", role);
        }
    }
}
