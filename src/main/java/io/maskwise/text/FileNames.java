package io.maskwise.text;

import java.util.ArrayList;
import java.util.List;

/**
 * Names of files as a configuration gives them: one or several, separated by commas, each a name or a pattern.
 *
 * <p>A pattern has a star, a question mark, an opening bracket or an opening brace: Hadoop's globs, in which a comma
 * within braces or brackets separates nothing.
 */
public final class FileNames {
    private static final String WILD = "*?[{";

    private FileNames() {}

    /** The names, without the space around them, in the order given. */
    static List<String> split(String names) {
        List<String> found = new ArrayList<>();
        int depth = 0;
        int begin = 0;
        for (int i = 0; i < names.length(); i++) {
            switch (names.charAt(i)) {
                case '\\' -> i++;
                case '{', '[' -> depth++;
                case '}', ']' -> depth = Math.max(0, depth - 1);
                case ',' -> {
                    if (depth == 0) {
                        found.add(names.substring(begin, i).strip());
                        begin = i + 1;
                    }
                }
                default -> {}
            }
        }
        found.add(names.substring(begin).strip());
        return found;
    }

    /** Whether a name can stand for files of other names. */
    public static boolean isPattern(String name) {
        return name.chars().anyMatch(letter -> WILD.indexOf(letter) >= 0);
    }

    /** The part after the last slash. */
    public static String last(String name) {
        return name.substring(name.lastIndexOf('/') + 1);
    }
}
