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
 */
public record SampleOptions(SampleKind kind, String path, Map<String, Integer> rows, long seed)
        implements Serializable {
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
        if (kind == SampleKind.ARITHMETIC && total > ArithmeticSample.DISTINCT_ROWS) {
            String most = "(must be <= " + ArithmeticSample.DISTINCT_ROWS + ", as no arithmetic row comes twice)";
            throw new InvalidOption("rows", total + " in all " + most, "rows").beside("kind");
        }
    }
}
