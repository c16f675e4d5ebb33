package io.maskwise.sequence;

import java.io.Serializable;
import java.util.Comparator;

/**
 * A range of lengths of rows.
 *
 * @param shortest the first length in it, >= 0
 * @param longest the last length in it
 */
public record LengthRange(int shortest, int longest) implements Comparable<LengthRange>, Serializable {
    private static final int FIRST = 4;

    private static final Comparator<LengthRange> ORDER =
            Comparator.comparingInt(LengthRange::shortest).thenComparingInt(LengthRange::longest);

    /** @throws IllegalArgumentException if no length is in it, or a negative one */
    public LengthRange {
        if (shortest < 0 || longest < shortest) {
            throw new IllegalArgumentException(
                    "Invalid range of lengths: " + shortest + " to " + longest + " (must be 0 or more, and ascend)");
        }
    }

    /**
     * The range that a length is in: 1 to 4, 5 to 8, 9 to 16, and so on to the next power of two; 0 is by itself.
     *
     * <p>The ranges are the same whatever rows there are, so that what is told of each range can be merged, and compared
     * from split to split and from run to run.
     *
     * @throws IllegalArgumentException if the length is negative
     */
    public static LengthRange of(int length) {
        if (length <= 0) {
            return new LengthRange(length, length);
        }
        if (length <= FIRST) {
            return new LengthRange(1, FIRST);
        }
        int below = Integer.highestOneBit(length - 1);
        return new LengthRange(below + 1, (int) Math.min(2L * below, Integer.MAX_VALUE));
    }

    @Override
    public int compareTo(LengthRange other) {
        return ORDER.compare(this, other);
    }

    /** As people write it: {@code 7}, or {@code 5 to 8}. */
    @Override
    public String toString() {
        return shortest == longest ? Integer.toString(shortest) : shortest + " to " + longest;
    }
}
