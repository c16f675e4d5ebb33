package io.maskwise.text;

import java.io.Serializable;

/**
 * A place in a corpus file.
 *
 * @param file the file's name, without its folder, unless files of one name may be in several folders
 * @param line the line's number, or a table row's, from 1; 0 where a row has none, but an id of its own
 * @param ownId the id that the corpus itself gives to what stands here; empty where it gives none
 */
public record SourcePosition(String file, long line, String ownId) implements Serializable {
    public SourcePosition {
        if (file.isEmpty()) {
            throw new IllegalArgumentException("Invalid file name: it is empty");
        }
        long first = ownId.isEmpty() ? 1 : 0;
        if (line < first) {
            throw new IllegalArgumentException("Invalid line number: " + line + " (must be >= " + first + ")");
        }
    }

    /** A place without an id of its own. */
    public SourcePosition(String file, long line) {
        this(file, line, "");
    }

    /** The row's id: its own, or else made of this place: {@code file:line}. */
    public String id() {
        return ownId.isEmpty() ? file + ":" + line : ownId;
    }

    /** The place in words, for messages that name the file themselves. */
    public String inWords() {
        return line > 0 ? "at line " + line : "of the id " + ownId;
    }
}
