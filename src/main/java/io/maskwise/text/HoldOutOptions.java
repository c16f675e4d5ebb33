package io.maskwise.text;

import io.maskwise.InvalidOption;
import java.io.Serializable;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * Which part of the split {@code train} is held out from it, row by row.
 *
 * @param fractions for each split to be made so, such as {@code test}, the share of rows that go to it; kept in the order
 *     of their names
 * @param seed the same seed sends the same ids to the same splits
 */
public record HoldOutOptions(Map<String, Double> fractions, long seed) implements Serializable {
    /** The split that rows are held out from. */
    static final String FROM = "train";

    /** Nothing is held out. */
    public static final HoldOutOptions NONE = new HoldOutOptions(Map.of(), 1);

    public HoldOutOptions {
        fractions = Collections.unmodifiableSortedMap(new TreeMap<>(fractions));
        if (!fractions.isEmpty()) {
            SplitNames.requireValid("fractions", fractions.keySet());
        }
        fractions.forEach((split, fraction) -> {
            if (!(fraction > 0 && fraction < 1)) {
                throw new InvalidOption(
                        "fraction of split " + split, fraction + " (must be > 0 and < 1)", "fractions", split);
            }
        });
        // By decimal digits, as 0.7 + 0.2 + 0.1 is less than 1 in doubles.
        BigDecimal all = fractions.values().stream().map(BigDecimal::valueOf).reduce(BigDecimal.ZERO, BigDecimal::add);
        if (all.compareTo(BigDecimal.ONE) >= 0) {
            throw new InvalidOption(
                    "held-out fractions",
                    all + " in all (must be < 1, so that something is left to train on)",
                    "fractions");
        }
    }
}
