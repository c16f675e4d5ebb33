package io.maskwise.metrics;

import io.maskwise.sequence.Mask;
import java.util.function.IntUnaryOperator;

/** Checks that arrays of rows have the shape of a mask. */
final class MaskShape {
    private MaskShape() {}

    /** @throws IllegalArgumentException if the shapes differ, naming what has the wrong one */
    static void check(String what, int rows, IntUnaryOperator stepsOfRow, Mask mask) {
        if (rows != mask.batch()) {
            throw new IllegalArgumentException(
                    "Invalid " + what + ": " + rows + " rows (must be " + mask.batch() + ", as the mask)");
        }
        for (int row = 0; row < rows; row++) {
            int steps = stepsOfRow.applyAsInt(row);
            if (steps != mask.time()) {
                throw new IllegalArgumentException("Invalid " + what + ": row " + row + " has " + steps
                        + " steps (must be " + mask.time() + ", as the mask)");
            }
        }
    }
}
