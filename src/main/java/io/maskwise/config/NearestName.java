package io.maskwise.config;

import io.maskwise.KebabCase;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Finds the name that somebody probably meant, by edit distance and by abbreviation. */
public final class NearestName {
    private NearestName() {}

    /**
     * The candidate closest to what was written, if one is close enough to be a misspelling of it, or else one that it
     * abbreviates.
     *
     * <p>{@code minCount} and {@code min_count} count as {@code min-count}. Dotted names are compared as a whole and by
     * their last part, so that {@code workers} finds {@code train.workers}. Of equally close candidates the one that
     * begins with more of the same words wins, then the first in alphabetical order.
     *
     * @param written what was written
     * @param candidates what would have been right
     */
    public static Optional<String> of(String written, Collection<String> candidates) {
        Comparator<String> byWords = Comparator.<String>comparingInt(candidate -> -sharedWords(written, candidate))
                .thenComparing(Comparator.naturalOrder());
        Optional<String> misspelt = candidates.stream()
                .filter(candidate -> distance(fold(written), fold(candidate)) <= tolerance(written))
                .min(Comparator.<String>comparingInt(candidate -> distance(fold(written), fold(candidate)))
                        .thenComparing(byWords));
        return misspelt.or(() -> candidates.stream()
                .filter(candidate -> abbreviates(lastPart(fold(written)), lastPart(fold(candidate))))
                .min(byWords));
    }

    private static String fold(String name) {
        return KebabCase.of(name).replace('_', '-');
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

    /** With how many of the same words two names begin. */
    static int sharedWords(String left, String right) {
        List<String> words = words(left);
        List<String> others = words(right);
        int shared = 0;
        while (shared < Math.min(words.size(), others.size())
                && words.get(shared).equals(others.get(shared))) {
            shared++;
        }
        return shared;
    }

    private static List<String> words(String name) {
        return Arrays.stream(fold(name).split("[.-]"))
                .filter(word -> !word.isEmpty())
                .toList();
    }

    /** Whether it is made of beginnings of all words, in order: {@code min-count}, {@code mincount}, {@code lr}. */
    private static boolean abbreviates(String written, String candidate) {
        String letters = written.replace("-", "");
        return letters.length() > 1 && isMadeOfBeginnings(letters, words(candidate));
    }

    private static boolean isMadeOfBeginnings(String letters, List<String> words) {
        if (words.isEmpty()) {
            return letters.isEmpty();
        }
        List<String> others = words.subList(1, words.size());
        for (int taken = 1;
                taken <= letters.length() && words.get(0).startsWith(letters.substring(0, taken));
                taken++) {
            if (isMadeOfBeginnings(letters.substring(taken), others)) {
                return true;
            }
        }
        return false;
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
