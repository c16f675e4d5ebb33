package io.maskwise.spark;

import io.maskwise.sequence.BucketPlan;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The place of each corpus file's first row among all rows of its split and padded length, which tells the places of all
 * others without looking at them together.
 */
final class RowRanks implements Serializable {
    private static final long serialVersionUID = 1L;

    /** For each file, and each split in it, the place of its first row of each padded length, as the buckets stand. */
    private final ArrayList<HashMap<String, long[]>> first = new ArrayList<>();

    private final BucketPlan buckets;

    /**
     * Adds up what the files hold, in their order.
     *
     * @param lengthsOfFile how many rows of each length each file has for each split
     */
    RowRanks(List<? extends Map<String, ? extends Map<Integer, Long>>> lengthsOfFile, BucketPlan buckets) {
        this.buckets = buckets;
        HashMap<String, long[]> next = new HashMap<>();
        for (Map<String, ? extends Map<Integer, Long>> ofFile : lengthsOfFile) {
            HashMap<String, long[]> begin = new HashMap<>();
            ofFile.forEach((split, lengths) -> {
                long[] ranks = next.computeIfAbsent(
                        split, name -> new long[buckets.bounds().size()]);
                begin.put(split, ranks.clone());
                lengths.forEach((length, rows) -> ranks[index(buckets.boundFor(length))] += rows);
            });
            first.add(begin);
        }
    }

    private int index(int bound) {
        return Collections.binarySearch(buckets.bounds(), bound);
    }

    /** The ranks of a task's rows, which it must ask for in their order. */
    Counter counter() {
        return new Counter();
    }

    /** Counts the rows of one task. */
    final class Counter {
        private final Map<Integer, HashMap<String, long[]>> next = new HashMap<>();
        private int file = -1;
        private String split = "";

        /** The next ranks of this file and split. */
        private long[] ranks = {};

        private Counter() {}

        /** The rank of the next row of a file, a split and a padded length. */
        long rank(int ofFile, String ofSplit, int bound) {
            if (ofFile != file || !ofSplit.equals(split)) {
                ranks = next.computeIfAbsent(ofFile, index -> new HashMap<>())
                        .computeIfAbsent(ofSplit, name -> begin(ofFile, name));
                file = ofFile;
                split = ofSplit;
            }
            return ranks[index(bound)]++;
        }

        private long[] begin(int ofFile, String ofSplit) {
            return Objects.requireNonNull(first.get(ofFile).get(ofSplit), ofSplit)
                    .clone();
        }
    }
}
