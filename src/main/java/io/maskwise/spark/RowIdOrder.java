package io.maskwise.spark;

import io.maskwise.sequence.PaddedSequence;
import java.io.Serializable;
import java.util.Comparator;

/** The order of rows in their corpus, as their ids {@code file:line} tell it: by file name, then by line. */
final class RowIdOrder implements Comparator<PaddedSequence>, Serializable {
    private static final long serialVersionUID = 1L;
    private static final int DIGITS = 18;

    @Override
    public int compare(PaddedSequence one, PaddedSequence other) {
        int files = file(one.id()).compareTo(file(other.id()));
        int lines = files != 0 ? files : Long.compare(line(one.id()), line(other.id()));
        return lines != 0 ? lines : one.id().compareTo(other.id());
    }

    private static String file(String id) {
        return id.substring(0, Math.max(0, id.lastIndexOf(':')));
    }

    private static long line(String id) {
        String line = id.substring(id.lastIndexOf(':') + 1);
        return line.matches("[0-9]{1," + DIGITS + "}") ? Long.parseLong(line) : Long.MAX_VALUE;
    }
}
