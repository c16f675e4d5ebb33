package io.maskwise.spark;

import io.maskwise.sequence.BucketPlan;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Which Parquet files a dataset has, and which of them a row goes into.
 *
 * @param buckets the padded lengths
 * @param parts the files that have rows, in the order of splits, then of padded lengths
 */
record DatasetPlan(BucketPlan buckets, List<DatasetPart> parts) implements Serializable {
    DatasetPlan {
        parts = List.copyOf(parts);
    }

    static DatasetPlan of(BucketPlan buckets, SortedMap<String, SplitTally> tallies) {
        List<DatasetPart> parts = new ArrayList<>();
        tallies.forEach((split, tally) -> {
            SortedSet<Integer> bounds = new TreeSet<>();
            tally.lengths().keySet().forEach(length -> bounds.add(buckets.boundFor(length)));
            bounds.forEach(bound -> parts.add(new DatasetPart(parts.size(), split, bound)));
        });
        return new DatasetPlan(buckets, parts);
    }

    /** The key that brings a row to its place. */
    RowKey key(EncodedRow row) {
        return new RowKey(part(row).index(), row.origin().file(), row.origin().ordinal(), row.window());
    }

    private DatasetPart part(EncodedRow row) {
        String split = row.origin().split();
        int bound = buckets.boundFor(row.length());
        for (DatasetPart part : parts) {
            if (part.bound() == bound && part.split().equals(split)) {
                return part;
            }
        }
        throw new IllegalStateException(
                "Cannot place row " + row.id() + ": no file is planned for split " + split + " and length " + bound);
    }
}
