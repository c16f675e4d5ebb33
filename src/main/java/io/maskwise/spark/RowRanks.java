package io.maskwise.spark;

import io.maskwise.sequence.BucketPlan;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The place of each corpus file's first row among all rows of its split and padded length, which tells the places of all
 * others without looking at them together.
 */
final class RowRanks implements Serializable {
    private static final long serialVersionUID = 1L;
    private final ArrayList<HashMap<Bucket, Long>> first = new ArrayList<>();

    private record Bucket(String split, int bound) implements Serializable {}

    /**
     * Adds up what the files hold, in their order.
     *
     * @param lengthsOfFile how many rows of each length each file has for each split
     */
    RowRanks(List<? extends Map<String, ? extends Map<Integer, Long>>> lengthsOfFile, BucketPlan buckets) {
        HashMap<Bucket, Long> next = new HashMap<>();
        for (Map<String, ? extends Map<Integer, Long>> ofFile : lengthsOfFile) {
            first.add(new HashMap<>(next));
            ofFile.forEach((split, lengths) -> lengths.forEach(
                    (length, rows) -> next.merge(new Bucket(split, buckets.boundFor(length)), rows, Long::sum)));
        }
    }

    /** The ranks of a task's rows, which it must ask for in their order. */
    Counter counter() {
        return new Counter();
    }

    /** Counts the rows of one task. */
    final class Counter {
        private final Map<Integer, HashMap<Bucket, Long>> next = new HashMap<>();

        private Counter() {}

        /** The rank of the next row of a file, a split and a padded length. */
        long rank(int file, String split, int bound) {
            HashMap<Bucket, Long> ofFile = next.computeIfAbsent(file, index -> new HashMap<>(first.get(index)));
            return ofFile.merge(new Bucket(split, bound), 1L, Long::sum) - 1;
        }
    }
}
