package io.maskwise.sequence;

import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/**
 * Some neighbouring steps of a sequence.
 *
 * @param first the first of them, from 0
 * @param end one more than the last
 */
record StepRange(int first, int end) {
    StepRange {
        if (first < 0 || end < first) {
            throw new IllegalArgumentException(
                    "Invalid steps: " + first + " to " + end + " (must be 0 <= first <= end)");
        }
    }

    /** The least range that holds every real step of any row; one step where none has any. */
    static StepRange ofReal(List<PaddedSequence> rows, Function<PaddedSequence, boolean[]> mask) {
        int first = Integer.MAX_VALUE;
        int end = 0;
        for (PaddedSequence row : rows) {
            boolean[] real = mask.apply(row);
            for (int step = 0; step < real.length; step++) {
                if (real[step]) {
                    first = Math.min(first, step);
                    end = Math.max(end, step + 1);
                }
            }
        }
        return end == 0 ? new StepRange(0, Math.min(1, mask.apply(rows.get(0)).length)) : new StepRange(first, end);
    }

    int[] of(int[] values) {
        return Arrays.copyOfRange(values, first, end);
    }

    boolean[] of(boolean[] values) {
        return Arrays.copyOfRange(values, first, end);
    }
}
