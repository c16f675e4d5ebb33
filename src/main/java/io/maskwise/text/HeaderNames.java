package io.maskwise.text;

import io.maskwise.MaskwiseException;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The names in a delimited file's header.
 *
 * @param file the file's name, for errors
 * @param names the names, in order
 */
record HeaderNames(String file, List<String> names) {
    private static final int LISTED = 20;
    private static final int LONGEST = 40;
    private static final List<String> USUAL_SEPARATORS = List.of("\t", ",", ";", "|");

    /**
     * The place of a column, from 0.
     *
     * @param key the configuration key that names it, for errors
     * @throws MaskwiseException (input) if there is no such column, or more than one
     */
    int find(String name, String key) {
        int found = names.indexOf(name);
        if (found < 0) {
            throw MaskwiseException.input(
                    "Cannot read %s: its header has no column '%s' (it has: %s; %s)",
                    file, name, listed(), remedy(key));
        }
        if (found != names.lastIndexOf(name)) {
            throw MaskwiseException.input(
                    "Cannot read %s: its header has more than one column '%s' (it has: %s; rename one)",
                    file, name, listed());
        }
        return found;
    }

    private String listed() {
        String all = names.stream().limit(LISTED).map(HeaderNames::clipped).collect(Collectors.joining(", "));
        return names.size() > LISTED ? all + " and " + (names.size() - LISTED) + " more" : all;
    }

    private static String clipped(String name) {
        return OneLine.of(name.length() > LONGEST ? name.substring(0, LONGEST) + "…" : name);
    }

    private String remedy(String key) {
        String only = names.get(0);
        if (names.stream().anyMatch(name -> name.indexOf('\r') >= 0)) {
            return "its lines end with CR alone: save it with LF";
        }
        if (names.size() == 1 && USUAL_SEPARATORS.stream().anyMatch(only::contains)) {
            return "is corpus.delimited.separator right?";
        }
        return "set " + key;
    }
}
