package io.maskwise.spark;

import io.maskwise.sequence.BucketPlan;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The place of each corpus file's first row among all rows of its split and padded length, which tells the places of all
 * others without looking at them together.
 */
final class RowRanks implements Serializable {
    private static final long serialVersionUID = 1L;
    private final ArrayList<TreeMap<Integer, Long>> first = new ArrayList<>();

    /**
     * Adds up what the files hold, in their order.
     *
     * @param splitOfFile the split of each file
     * @param lengthsOfFile how many rows of each length each file has
     */
    RowRanks(List<String> splitOfFile, List<? extends Map<Integer, Long>> lengthsOfFile, BucketPlan buckets) {
        Map<String, TreeMap<Integer, Long>> next = new TreeMap<>();
        for (int file = 0; file < splitOfFile.size(); file++) {
            TreeMap<Integer, Long> ofSplit = next.computeIfAbsent(splitOfFile.get(file), split -> new TreeMap<>());
            first.add(new TreeMap<>(ofSplit));
            lengthsOfFile.get(file).forEach((length, rows) -> ofSplit.merge(buckets.boundFor(length), rows, Long::sum));
        }
    }

    /** The ranks of a task's rows, which it must ask for in their order. */
    Counter counter() {
        return new Counter();
    }

    /** Counts the rows of one task. */
    final class Counter {
        private final Map<Integer, TreeMap<Integer, Long>> next = new TreeMap<>();

        private Counter() {}

        /** The rank of the next row of a file and a padded length. */
        long rank(int file, int bound) {
            TreeMap<Integer, Long> ofFile = next.computeIfAbsent(file, index -> new TreeMap<>(first.get(index)));
            return ofFile.merge(bound, 1L, Long::sum) - 1;
        }
    }
}
