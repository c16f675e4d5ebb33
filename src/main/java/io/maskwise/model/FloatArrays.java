package io.maskwise.model;

import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A thread's arrays that somebody needed and gave back, for the next who needs one as long.
 *
 * <p>They are taken by that thread, and may be given back by others: it is for several threads at once.
 *
 * <p>New arrays are filled with zeros in memory that no cache holds: for what a batch needs that takes a tenth of its time.
 * Who never gives one back, and is not {@link #lend lent} it, loses nothing but that.
 */
final class FloatArrays {
    private static final ThreadLocal<FloatArrays> ARRAYS = ThreadLocal.withInitial(FloatArrays::new);

    /** By the power of two that they are long. */
    private final List<Deque<float[]>> free = IntStream.range(0, Integer.SIZE)
            .<Deque<float[]>>mapToObj(power -> new ArrayDeque<>())
            .toList();

    /** What was taken while somebody lends and was not given back; nothing where nobody does. */
    private @Nullable Set<float[]> lent;

    private FloatArrays() {}

    static FloatArrays ofThread() {
        return ARRAYS.get();
    }

    /** An array of so many values or more, whatever they are. */
    synchronized float[] take(int length) {
        int power = power(length);
        float[] found = free.get(power).poll();
        float[] taken = found == null ? new float[Math.max(length, 1 << power)] : found;
        if (lent != null) {
            lent.add(taken);
        }
        return taken;
    }

    /**
     * Runs work that keeps no array: whatever it took and did not give back is given back when it ends, also by a failure.
     *
     * <p>What it returns must hold none of them, and nobody may go back through a pass that it made.
     */
    <T> T lend(Supplier<T> work) {
        if (!beginToLend()) {
            return work.get();
        }
        try {
            return work.get();
        } finally {
            endLending();
        }
    }

    /** Whether nobody lent before. */
    private synchronized boolean beginToLend() {
        boolean begins = lent == null;
        lent = begins ? Collections.newSetFromMap(new IdentityHashMap<>()) : lent;
        return begins;
    }

    private synchronized void endLending() {
        Set<float[]> left = Objects.requireNonNull(lent);
        lent = null;
        left.forEach(this::giveBack);
    }

    /** The least power of two that is not less; the last there is stands for all above it. */
    private static int power(int length) {
        return length <= 1 ? 0 : Math.min(Integer.SIZE - 2, Integer.SIZE - Integer.numberOfLeadingZeros(length - 1));
    }

    /** Gives back what was taken, by whichever thread; nobody may use it any more. */
    synchronized void giveBack(float[] array) {
        if (lent != null) {
            lent.remove(array);
        }
        int power = power(array.length);
        if (array.length == 1 << power) {
            free.get(power).push(array);
        }
    }
}
