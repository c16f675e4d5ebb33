package io.maskwise.spark;

import io.maskwise.sequence.BucketPlan;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The place of each task's first row among all rows of its split and padded length, which tells the places of all others
 * without looking at them together.
 */
final class RowRanks implements Serializable {
    private static final long serialVersionUID = 1L;
    private final ArrayList<Map<String, Map<Integer, Long>>> first = new ArrayList<>();

    /**
     * Adds up what the tasks have, in their order.
     *
     * @param lengthsOfTask how many rows of each split and length each task has
     */
    RowRanks(List<SortedMap<String, SortedMap<Integer, Long>>> lengthsOfTask, BucketPlan buckets) {
        Map<String, Map<Integer, Long>> next = new TreeMap<>();
        for (Map<String, SortedMap<Integer, Long>> lengths : lengthsOfTask) {
            first.add(copy(next));
            lengths.forEach((split, ofSplit) -> {
                Map<Integer, Long> ranks = next.computeIfAbsent(split, unseen -> new TreeMap<>());
                ofSplit.forEach((length, rows) -> ranks.merge(buckets.boundFor(length), rows, Long::sum));
            });
        }
    }

    private static Map<String, Map<Integer, Long>> copy(Map<String, Map<Integer, Long>> ranks) {
        Map<String, Map<Integer, Long>> copy = new TreeMap<>();
        ranks.forEach((split, ofSplit) -> copy.put(split, new TreeMap<>(ofSplit)));
        return copy;
    }

    /** The ranks of a task's rows, which it must ask for in their order. */
    Counter counter(int task) {
        return new Counter(copy(first.get(task)));
    }

    /** Counts the rows of one task. */
    static final class Counter {
        private final Map<String, Map<Integer, Long>> next;

        private Counter(Map<String, Map<Integer, Long>> first) {
            this.next = first;
        }

        /** The rank of the next row of a split and a padded length. */
        long rank(String split, int bound) {
            return next.computeIfAbsent(split, unseen -> new TreeMap<>()).merge(bound, 1L, Long::sum) - 1;
        }
    }
}
