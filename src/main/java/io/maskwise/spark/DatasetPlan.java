package io.maskwise.spark;

import io.maskwise.sequence.BucketPlan;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.TreeMap;
import scala.Tuple2;

/** Which Parquet files a dataset has, and which of them a row goes into. */
final class DatasetPlan implements Serializable {
    private static final long serialVersionUID = 1L;
    private final BucketPlan buckets;
    private final RowRanks ranks;
    private final TreeMap<String, TreeMap<Integer, BucketFiles>> files = new TreeMap<>();
    private final ArrayList<DatasetPart> parts = new ArrayList<>();

    /**
     * Plans as many files for each split and padded length as its rows need, in the order of splits, then of lengths.
     *
     * @param fileBytes about how large a file may be
     */
    DatasetPlan(BucketPlan buckets, DatasetAccount account, StoredSize size, double fileBytes) {
        this.buckets = buckets;
        this.ranks = new RowRanks(account.lengthsOfFile(), buckets);
        account.tallies().forEach((split, tally) -> {
            TreeMap<Integer, BucketFiles> ofSplit = new TreeMap<>();
            for (BucketCounts bucket : tally.buckets(buckets)) {
                BucketFiles cut = new BucketFiles(
                        split, bucket.bound(), bucket.rows(), size.files(bucket, fileBytes), parts.size());
                ofSplit.put(bucket.bound(), cut);
                parts.addAll(cut.parts());
            }
            files.put(split, ofSplit);
        });
    }

    /** The padded lengths. */
    BucketPlan buckets() {
        return buckets;
    }

    /** The files that have rows, by their index. */
    List<DatasetPart> parts() {
        return parts;
    }

    /** Into how many files the rows of a split and a padded length are cut; 0 where it has none. */
    int files(String split, int bound) {
        TreeMap<Integer, BucketFiles> ofSplit = files.getOrDefault(split, new TreeMap<>());
        BucketFiles cut = ofSplit.get(bound);
        return cut == null ? 0 : cut.files();
    }

    /** The rows of a task, all of those of some corpus files in their order, with the keys that bring each to its place. */
    Iterator<Tuple2<RowKey, EncodedRow>> placed(Iterator<EncodedRow> rows) {
        RowRanks.Counter counter = counter();
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return rows.hasNext();
            }

            @Override
            public Tuple2<RowKey, EncodedRow> next() {
                EncodedRow row = rows.next();
                return new Tuple2<>(key(row, counter), row);
            }
        };
    }

    private RowKey key(EncodedRow row, RowRanks.Counter counter) {
        RowOrigin origin = row.origin();
        int partition = partition(origin.file(), origin.split(), row.length(), counter);
        return new RowKey(partition, origin.file(), origin.ordinal(), row.window());
    }

    /** The ranks of a task's rows. */
    RowRanks.Counter counter() {
        return ranks.counter();
    }

    /**
     * The index of the file that a row goes into.
     *
     * @param file the index of the corpus file that it comes from
     * @param counter which has counted the task's rows before it, and now counts it
     */
    int partition(int file, String split, int length, RowRanks.Counter counter) {
        int bound = buckets.boundFor(length);
        TreeMap<Integer, BucketFiles> ofSplit = files.get(split);
        BucketFiles cut = ofSplit == null ? null : ofSplit.get(bound);
        if (cut == null) {
            throw new IllegalStateException(
                    "Cannot place a row of " + length + " steps of the corpus file with the index " + file
                            + ": no file is planned for the split " + split + " and the bucket " + bound);
        }
        return cut.indexOf(counter.rank(file, split, bound));
    }
}
