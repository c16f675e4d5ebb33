package io.maskwise.spark;

import java.io.Serializable;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;

/** Counts by the numbers of names. */
final class NumberCounts implements Serializable {
    private static final long serialVersionUID = 1L;

    private long[] counts = {};

    /** Counts each of these once more. */
    void add(int[] numbers) {
        for (int number : numbers) {
            if (number >= counts.length) {
                counts = Arrays.copyOf(counts, Math.max(number + 1, 2 * counts.length));
            }
            counts[number]++;
        }
    }

    /** How often those were counted whose numbers are such. */
    long sum(IntPredicate such) {
        long sum = 0;
        for (int number = 0; number < counts.length; number++) {
            if (counts[number] > 0 && such.test(number)) {
                sum += counts[number];
            }
        }
        return sum;
    }

    /** Those that were counted, by their names, which stand in the order of the numbers. */
    Map<String, Long> named(List<String> names) {
        Map<String, Long> named = new HashMap<>();
        for (int number = 0; number < Math.min(names.size(), counts.length); number++) {
            if (counts[number] > 0) {
                named.put(names.get(number), counts[number]);
            }
        }
        return named;
    }
}
