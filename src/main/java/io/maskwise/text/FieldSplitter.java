package io.maskwise.text;

import java.util.ArrayList;
import java.util.List;

/**
 * Splits the lines of one delimited record into fields.
 *
 * <p>Where quotes count, a field that begins with {@code "} runs to the closing one, {@code ""} inside stands for one
 * quote, and a line break inside becomes LF (RFC 4180). A quote further inside an unquoted field is kept as it is.
 */
final class FieldSplitter {
    private final String separator;
    private final boolean quoted;
    private final List<String> fields = new ArrayList<>();
    private final StringBuilder field = new StringBuilder();
    private long length;
    private boolean open;
    private boolean malformed;

    FieldSplitter(DelimitedOptions options) {
        this.separator = options.separator();
        this.quoted = options.quoted();
    }

    /** Takes the record's next line; returns whether the record ends with it. */
    boolean endsWith(String line) {
        length += line.length() + 1;
        int at;
        if (open) {
            field.append('\n');
            at = quotedField(line, 0);
        } else {
            at = field(line, 0);
        }
        while (!open && at < line.length()) {
            at = field(line, at + separator.length());
        }
        return !open;
    }

    /** The fields, once the record has ended. */
    List<String> fields() {
        return fields;
    }

    /** Whether something else than a separator followed a closing quote. */
    boolean malformed() {
        return malformed;
    }

    /** The length of the lines taken so far, in UTF-16 units. */
    long length() {
        return length;
    }

    private int field(String line, int from) {
        if (quoted && line.startsWith("\"", from)) {
            open = true;
            return quotedField(line, from + 1);
        }
        int found = line.indexOf(separator, from);
        int end = found < 0 ? line.length() : found;
        fields.add(line.substring(from, end));
        return end;
    }

    private int quotedField(String line, int from) {
        int start = from;
        int quote = line.indexOf('"', start);
        while (quote >= 0 && line.startsWith("\"", quote + 1)) {
            field.append(line, start, quote + 1);
            start = quote + 2;
            quote = line.indexOf('"', start);
        }
        field.append(line, start, quote < 0 ? line.length() : quote);
        return quote < 0 ? line.length() : close(line, quote + 1);
    }

    private int close(String line, int after) {
        open = false;
        fields.add(field.toString());
        field.setLength(0);
        if (after == line.length() || line.startsWith(separator, after)) {
            return after;
        }
        malformed = true;
        return line.length();
    }
}
