package io.maskwise.text;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The id of a row, taken apart: {@code file:line}, or {@code file:line#window} where a document was cut into windows.
 *
 * <p>The id of the document is the row's id without {@code #} and the digits at its end.
 *
 * @param document where the document begins
 * @param window which of its windows the row is, from 0; 0 too where it was not cut
 */
public record RowId(SourcePosition document, int window) {
    private static final Pattern FORM = Pattern.compile("(?s)(.+):([0-9]{1,18})(?:#([0-9]{1,9}))?");

    /** The id of one window of a document. */
    public static String ofWindow(String documentId, int window) {
        return documentId + "#" + window;
    }

    /** Whether an id ends as that of a window does. */
    public static boolean isLikeThatOfWindow(String id) {
        return id.matches("(?s).*#[0-9]+");
    }

    /**
     * Reads an id.
     *
     * @throws IllegalArgumentException if it is not of this form
     */
    public static RowId parse(String id) {
        Matcher parts = FORM.matcher(id);
        if (!parts.matches()) {
            throw new IllegalArgumentException(
                    "Invalid row id: " + id + " (must be file:line, or file:line#window for a window of a document)");
        }
        String window = parts.group(3);
        return new RowId(
                new SourcePosition(parts.group(1), Long.parseLong(parts.group(2))),
                window == null ? 0 : Integer.parseInt(window));
    }
}
