package io.maskwise.spark;

import io.maskwise.sequence.LengthHistogram;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.spark.api.java.JavaRDD;

/**
 * Where each record of a corpus goes, split by split.
 *
 * @param files the corpus's files
 * @param summaries what was read from each
 * @param lengthsOfFile how many rows of each length each file has for each split
 * @param tallies what became of the rows of each split, by its name
 */
record DatasetAccount(
        List<CorpusFile> files,
        List<FileSummary> summaries,
        List<SortedMap<String, SortedMap<Integer, Long>>> lengthsOfFile,
        SortedMap<String, SplitTally> tallies) {
    /**
     * Tallies rows, whose partitions are the files'.
     *
     * @param splits all splits, those without a row too
     */
    static DatasetAccount of(
            Collection<String> splits, List<CorpusFile> files, List<FileSummary> summaries, JavaRDD<DatasetRow> rows) {
        return of(splits, files, summaries, tallies(rows));
    }

    /**
     * Puts together what was tallied.
     *
     * @param splits all splits, those without a row too
     * @param ofFiles the tallies of each file's rows for each split
     */
    static DatasetAccount of(
            Collection<String> splits,
            List<CorpusFile> files,
            List<FileSummary> summaries,
            List<Map<String, SplitTally>> ofFiles) {
        SortedMap<String, SplitTally> tallies = new TreeMap<>();
        splits.forEach(split -> tallies.put(split, new SplitTally()));
        ofFiles.forEach(ofFile -> ofFile.forEach((split, tally) -> tallies.merge(split, tally, SplitTally::merge)));
        List<SortedMap<String, SortedMap<Integer, Long>>> lengths =
                ofFiles.stream().map(DatasetAccount::lengths).toList();
        return new DatasetAccount(files, summaries, lengths, tallies);
    }

    /** The tallies of rows whose partitions are the files'. */
    static List<Map<String, SplitTally>> tallies(JavaRDD<DatasetRow> rows) {
        return rows.mapPartitions(partition -> List.of(tallies(partition)).iterator())
                .collect();
    }

    private static SortedMap<String, SortedMap<Integer, Long>> lengths(Map<String, SplitTally> tallies) {
        SortedMap<String, SortedMap<Integer, Long>> lengths = new TreeMap<>();
        tallies.forEach((split, tally) -> lengths.put(split, tally.lengths()));
        return lengths;
    }

    private static Map<String, SplitTally> tallies(Iterator<DatasetRow> rows) {
        TreeMap<String, SplitTally> tallies = new TreeMap<>();
        rows.forEachRemaining(row -> tallies.computeIfAbsent(row.origin().split(), split -> new SplitTally())
                .add(row));
        return tallies;
    }

    /** The lengths of all rows of each split. */
    List<LengthHistogram> histograms() {
        return tallies.values().stream().map(SplitTally::histogram).toList();
    }

    /** Why the first of a split's rejected records is one. */
    String firstRejection(String split) {
        return Objects.requireNonNull(tallies.get(split), split).firstRejection();
    }

    /** How many records are rejected. */
    long rejects() {
        return tallies.values().stream()
                .flatMap(tally -> tally.rejected().values().stream())
                .mapToLong(Long::longValue)
                .sum();
    }

    /** The files as read. */
    List<InputFile> inputs() {
        return files.stream()
                .flatMap(file -> summaries.get(file.index()).inputs().stream())
                .toList();
    }

    /** The counts of every split as they will be once the planned rows are written. */
    SortedMap<String, SplitCounts> counts(DatasetPlan plan) {
        SortedMap<String, SplitCounts> counts = new TreeMap<>();
        tallies.forEach((split, tally) -> counts.put(split, counts(split, tally, plan)));
        return counts;
    }

    private SplitCounts counts(String split, SplitTally tally, DatasetPlan plan) {
        long read = summaries.stream().mapToLong(file -> file.records(split)).sum();
        List<BucketCounts> buckets = buckets(split, tally, plan);
        return new SplitCounts(
                read,
                tally.extraWindows(),
                buckets.stream().mapToLong(BucketCounts::rows).sum(),
                tally.rejected(),
                tally.dropped(),
                tally.rowsTruncated(),
                tally.tokensTruncated(),
                tally.unknownTokens(),
                buckets,
                tally.lengths());
    }

    private static List<BucketCounts> buckets(String split, SplitTally tally, DatasetPlan plan) {
        return tally.buckets(plan.buckets()).stream()
                .map(bucket -> bucket.in(plan.files(split, bucket.bound())))
                .toList();
    }

    /** What the files of a split hold together, by ascending padded length. */
    private static List<BucketCounts> buckets(List<WrittenPart> written, String split) {
        SortedMap<Integer, BucketCounts> buckets = new TreeMap<>();
        for (WrittenPart part : written) {
            if (part.part().split().equals(split)) {
                part.requireWhole();
                buckets.merge(part.part().bound(), part.counts(), BucketCounts::merge);
            }
        }
        return List.copyOf(buckets.values());
    }

    /**
     * Holds law L7 before anything is published.
     *
     * @param planned the counts by which the dataset describes itself
     * @param written what the tasks wrote
     * @param rejected the rejects that the tasks wrote, for each split that has such
     * @throws IllegalStateException if a record is lost or counted twice
     */
    void requireClosed(Map<String, SplitCounts> planned, List<WrittenPart> written, Map<String, Long> rejected) {
        planned.forEach((split, counts) -> {
            List<BucketCounts> buckets = buckets(written, split);
            long rejectedRows = rejected.getOrDefault(split, 0L);
            if (!counts.isClosed() || !counts.buckets().equals(buckets) || counts.rowsRejected() != rejectedRows) {
                throw new IllegalStateException("Cannot publish the split " + split + ": its account is not closed: "
                        + counts + ", but written were " + buckets + " and " + rejectedRows + " rejects");
            }
        });
    }
}
