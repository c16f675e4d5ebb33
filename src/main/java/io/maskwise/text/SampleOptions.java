package io.maskwise.text;

import io.maskwise.InvalidOption;
import java.io.Serializable;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * Which sample corpus is generated.
 *
 * @param kind what it is made of
 * @param path the folder to write it to
 * @param rows how many examples each split gets; kept in the order of the splits' names
 * @param seed the same seed gives the same bytes everywhere
 * @param largest the largest x and y of an arithmetic row, >= 1; they begin at its negative
 */
public record SampleOptions(SampleKind kind, String path, Map<String, Integer> rows, long seed, int largest)
        implements Serializable {
    private static final int LARGEST = 20;

    /** A corpus whose arithmetic, if it is that, is of numbers from -20 to 20. */
    public SampleOptions(SampleKind kind, String path, Map<String, Integer> rows, long seed) {
        this(kind, path, rows, seed, LARGEST);
    }

    public SampleOptions {
        if (path.isBlank()) {
            throw new InvalidOption("sample path", "it is empty (must be a folder)", "path");
        }
        SplitNames.requireValid("rows", rows.keySet());
        rows = Collections.unmodifiableSortedMap(new TreeMap<>(rows));
        rows.forEach((split, count) -> {
            if (count < 1) {
                throw new InvalidOption("rows of split " + split, count + " (must be >= 1)", "rows", split);
            }
        });
        long total = rows.values().stream().mapToLong(Integer::longValue).sum();
        if (largest < 1 || largest > ArithmeticSample.GREATEST) {
            throw new InvalidOption(
                    "largest number", largest + " (must be from 1 to " + ArithmeticSample.GREATEST + ")", "largest");
        }
        long distinct = ArithmeticSample.distinctRows(largest);
        if (kind == SampleKind.ARITHMETIC && total > distinct) {
            String most = "(must be <= " + distinct + " with numbers up to " + largest
                    + ", as no arithmetic row comes twice; raise largest)";
            throw new InvalidOption("rows", total + " in all " + most, "rows").beside("kind");
        }
    }
}
