package io.maskwise.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Finds the name that somebody probably meant, by edit distance. */
public final class NearestName {
    private NearestName() {}

    /**
     * The candidate closest to what was written, if one is close enough to be a misspelling of it.
     *
     * <p>Dotted names are compared as a whole and by their last part, so that {@code workers} finds
     * {@code train.workers}. Of equally close candidates the first in alphabetical order wins.
     *
     * @param written what was written
     * @param candidates what would have been right
     */
    public static Optional<String> of(String written, Collection<String> candidates) {
        return candidates.stream()
                .filter(candidate -> distance(written, candidate) <= tolerance(written))
                .min(Comparator.<String>comparingInt(candidate -> distance(written, candidate))
                        .thenComparing(Comparator.naturalOrder()));
    }

    private static int tolerance(String written) {
        return Math.max(2, lastPart(written).length() / 3);
    }

    private static int distance(String written, String candidate) {
        int whole = editDistance(written, candidate);
        int elsewhere = 2 + editDistance(lastPart(written), lastPart(candidate));
        return Math.min(whole, elsewhere);
    }

    private static String lastPart(String name) {
        return name.substring(name.lastIndexOf('.') + 1);
    }

    /** Levenshtein's distance: insertions, deletions and replacements of one character cost 1 each. */
    static int editDistance(String left, String right) {
        int[] row = new int[right.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= left.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int replaced = diagonal + (left.charAt(i - 1) == right.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[right.length()];
    }
}
