package io.maskwise.model;

import java.io.Serializable;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The shape of one example's activation, without the batch axis; an unknown time is -1.
 *
 * <p>{@code (time)} for token ids, {@code (time, features)} for a sequence, {@code (features)} for one vector.
 *
 * @param axes the sizes, the last one being the features except for token ids
 */
public record Shape(List<Integer> axes) implements Serializable {
    /** The time of a shape whose length varies from batch to batch. */
    public static final int ANY_TIME = -1;

    public Shape {
        axes = List.copyOf(axes);
        for (int axis : axes) {
            if (axis < 1 && axis != ANY_TIME) {
                throw new IllegalArgumentException("Invalid shape: " + axes + " (each axis must be >= 1, or -1)");
            }
        }
    }

    /** Token ids of any length. */
    public static Shape tokens() {
        return new Shape(List.of(ANY_TIME));
    }

    /** A sequence of any length with so many features at each step. */
    public static Shape sequence(int features) {
        return new Shape(List.of(ANY_TIME, features));
    }

    /** One vector with so many features. */
    public static Shape vector(int features) {
        return new Shape(List.of(features));
    }

    /** Whether this is a sequence of feature vectors. */
    public boolean isSequence() {
        return axes.size() == 2;
    }

    /** Whether this is token ids. */
    public boolean isTokens() {
        return axes.size() == 1 && axes.get(0) == ANY_TIME;
    }

    /** Whether the first axis is time, which a mask can cover. */
    public boolean hasTime() {
        return axes.size() > 1 || isTokens();
    }

    /** The size of the last axis. */
    public int features() {
        return axes.get(axes.size() - 1);
    }

    /** Whether a batch of this shape may have these values; a time that is unknown may be any. */
    boolean fits(Tensor values) {
        boolean fits = values.rank() == axes.size() + 1;
        for (int axis = 0; fits && axis < axes.size(); axis++) {
            fits = axes.get(axis) == ANY_TIME || axes.get(axis) == values.dimension(axis + 1);
        }
        return fits;
    }

    @Override
    public String toString() {
        return axes.stream()
                .map(axis -> axis == ANY_TIME ? "time" : axis.toString())
                .collect(Collectors.joining(", ", "(batch, ", ")"));
    }
}
