package io.maskwise.sequence;

/**
 * The windows of sequences that are too long.
 *
 * <ul>
 *   <li>Window {@code i} begins at step {@code i * stride} and has {@code length} steps, the last one those that are left.
 *   <li>The last window is the first that reaches the end: together they hold every step, and each holds one that no
 *       earlier one does.
 * </ul>
 *
 * @param length the steps of a window at most, >= 1
 * @param stride the steps between the begins of two windows, from 1 to {@code length}
 */
public record Windows(int length, int stride) {
    public Windows {
        if (length < 1) {
            throw new IllegalArgumentException("Invalid length of windows: " + length + " (must be >= 1)");
        }
        if (stride < 1 || stride > length) {
            throw new IllegalArgumentException(
                    "Invalid stride of windows: " + stride + " (must be from 1 to their length, " + length + ")");
        }
    }

    /** How many windows a sequence of so many steps becomes; 1 where it is not too long. */
    public int count(int steps) {
        int beyond = Math.max(0, steps - length);
        return 1 + beyond / stride + (beyond % stride > 0 ? 1 : 0);
    }

    /** The first step of a window. */
    public int from(int window) {
        return Math.multiplyExact(window, stride);
    }

    /** The step after the last one of a window of a sequence of so many steps. */
    public int to(int window, int steps) {
        return (int) Math.min(steps, (long) from(window) + length);
    }
}
