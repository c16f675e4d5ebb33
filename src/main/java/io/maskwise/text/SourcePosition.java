package io.maskwise.text;

import java.io.Serializable;

/**
 * A place in a corpus file.
 *
 * @param file the file's name, without its folder
 * @param line the line's number, from 1
 */
public record SourcePosition(String file, long line) implements Serializable {
    public SourcePosition {
        if (file.isEmpty()) {
            throw new IllegalArgumentException("Invalid file name: it is empty");
        }
        if (line < 1) {
            throw new IllegalArgumentException("Invalid line number: " + line + " (must be >= 1)");
        }
    }

    /** The row id made of this place: {@code file:line}. */
    public String id() {
        return file + ":" + line;
    }
}
