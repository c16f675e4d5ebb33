package io.maskwise.spark;

import io.maskwise.sequence.PaddedSequence;
import java.io.Serializable;
import java.util.Comparator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The order of rows in their corpus, as their ids tell it: by file name, then by line, then by window. An id of another
 * form comes after all lines.
 */
final class RowIdOrder implements Comparator<PaddedSequence>, Serializable {
    private static final long serialVersionUID = 1L;
    private static final Pattern PLACE = Pattern.compile("([0-9]{1,18})(?:#([0-9]{1,9}))?");

    @Override
    public int compare(PaddedSequence one, PaddedSequence other) {
        int files = file(one.id()).compareTo(file(other.id()));
        if (files != 0) {
            return files;
        }
        Matcher first = place(one.id());
        Matcher second = place(other.id());
        int lines = Long.compare(number(first, 1), number(second, 1));
        int windows = lines != 0 ? lines : Long.compare(number(first, 2), number(second, 2));
        return windows != 0 ? windows : one.id().compareTo(other.id());
    }

    private static String file(String id) {
        return id.substring(0, Math.max(0, id.lastIndexOf(':')));
    }

    private static Matcher place(String id) {
        return PLACE.matcher(id.substring(id.lastIndexOf(':') + 1));
    }

    /** Beyond every line if the place is none; before window 0 if it has no window. */
    private static long number(Matcher place, int group) {
        if (!place.matches()) {
            return Long.MAX_VALUE;
        }
        @Nullable String digits = place.group(group);
        return digits == null ? -1 : Long.parseLong(digits);
    }
}
