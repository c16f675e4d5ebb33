package io.maskwise.spark;

import java.io.Serializable;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/**
 * Counts the packed examples of one split: how often each name stands in them, and how many there are of each size.
 *
 * <p>Memory: a number for each name of the file that stands in a part of an example, and {@value #MOST_SIZES} sizes.
 */
final class SplitCounter implements Serializable {
    private static final long serialVersionUID = 1L;

    /** Texts and targets that are both long may be of a size of their own each; there is no use in counting those. */
    static final int MOST_SIZES = 1 << 16;

    private final EnumMap<PackedPart, NumberCounts> names = new EnumMap<>(PackedPart.class);
    private final HashMap<Size, Count> rows = new HashMap<>();
    private boolean tooManySizes;
    private long rowsCut;
    private long tokensCut;

    /**
     * What a row's length is made of.
     *
     * @param tokens how many tokens
     * @param target how many tokens of its target, without the end symbol
     */
    record Size(int tokens, int target) implements Serializable {}

    private static final class Count implements Serializable {
        private static final long serialVersionUID = 1L;
        private long rows;
    }

    /** Is told of the rows of each size. */
    @FunctionalInterface
    interface Sizes {
        void rows(Size size, long count);
    }

    SplitCounter() {
        for (PackedPart part : PackedPart.values()) {
            names.put(part, new NumberCounts());
        }
    }

    void add(PackedRow row) {
        names(PackedPart.TOKENS).add(row.tokens());
        names(PackedPart.LABELS).add(row.labels());
        names(PackedPart.TARGET).add(row.target());
        Size size = new Size(row.tokens().length, row.target().length);
        if (rows.size() < MOST_SIZES || rows.containsKey(size)) {
            rows.computeIfAbsent(size, first -> new Count()).rows++;
        } else {
            tooManySizes = true;
        }
        rowsCut += row.tokensCut() > 0 ? 1 : 0;
        tokensCut += row.tokensCut();
    }

    /** How often each name stands in a part of the examples. */
    NumberCounts names(PackedPart part) {
        return Objects.requireNonNull(names.get(part));
    }

    /** Whether there are more sizes than are counted, so that {@link #forEachSize} does not tell all rows. */
    boolean tooManySizes() {
        return tooManySizes;
    }

    void forEachSize(Sizes sizes) {
        for (Map.Entry<Size, Count> entry : rows.entrySet()) {
            sizes.rows(entry.getKey(), entry.getValue().rows);
        }
    }

    /** How many examples were cut. */
    long rowsCut() {
        return rowsCut;
    }

    /** How many tokens were cut from them. */
    long tokensCut() {
        return tokensCut;
    }
}
