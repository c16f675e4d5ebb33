package io.maskwise.sequence;

import java.util.List;
import java.util.stream.Stream;

/** Where a sequence that is too long loses steps. */
public enum Truncation {
    /** Before the first step that is kept; Keras' {@code 'pre'}. */
    PRE,
    /** After the last step that is kept; Keras' {@code 'post'}. */
    POST,
    /** Between a head and a tail that are kept, equally long, or the head by one step longer. */
    MIDDLE;

    /** Truncation at a side. */
    public static Truncation of(Side side) {
        return side == Side.PRE ? PRE : POST;
    }

    /**
     * The side of Keras' {@code pad_sequences}.
     *
     * @throws IllegalArgumentException for {@link #MIDDLE}, which Keras does not know
     */
    public Side side() {
        return switch (this) {
            case PRE -> Side.PRE;
            case POST -> Side.POST;
            case MIDDLE ->
                throw new IllegalArgumentException(
                        "Invalid side: middle (must be pre or post; truncate before padding)");
        };
    }

    /**
     * The steps that are kept, in order: all if there are not more than so many.
     *
     * @param limit how many to keep at most, >= 0
     */
    public <T> List<T> keep(List<T> steps, int limit) {
        if (limit < 0) {
            throw new IllegalArgumentException("Invalid number of steps to keep: " + limit + " (must be >= 0)");
        }
        int kept = Math.min(limit, steps.size());
        int head = switch (this) {
            case PRE -> 0;
            case POST -> kept;
            case MIDDLE -> kept - kept / 2;
        };
        List<T> tail = steps.subList(steps.size() - (kept - head), steps.size());
        return Stream.concat(steps.subList(0, head).stream(), tail.stream()).toList();
    }
}
