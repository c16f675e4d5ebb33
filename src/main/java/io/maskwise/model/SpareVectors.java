package io.maskwise.model;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/**
 * Vectors that nobody needs any more, to be written over by others of the same length.
 *
 * <p>New ones of megabytes that live for a round would be copied by the garbage collector, as they outlive what lives for
 * a batch, and fill what is collected only while everything stands still. Only vectors in single precision are kept, and
 * only of lengths that somebody asked for before. Thread-safe.
 */
public final class SpareVectors {
    private final int most;
    private final Map<Integer, Deque<float[]>> perLength = new HashMap<>();

    /** @param most how many of each length are kept at a time */
    public SpareVectors(int most) {
        this.most = most;
    }

    /** Keeps a vector if somebody may want it; it must be nobody else's, now and later. */
    public synchronized void give(ParameterVector vector) {
        float[] values = vector.floats();
        Deque<float[]> alike = perLength.get(values.length);
        if (alike != null && alike.size() < most) {
            alike.push(values);
        }
    }

    /** An array of so many values, whatever they are: one that was given, or else a new one. */
    public synchronized float[] take(int length) {
        Deque<float[]> alike = perLength.computeIfAbsent(length, absent -> new ArrayDeque<>());
        return alike.isEmpty() ? new float[length] : alike.pop();
    }
}
