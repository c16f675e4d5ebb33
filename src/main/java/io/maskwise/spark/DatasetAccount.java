package io.maskwise.spark;

import io.maskwise.sequence.LengthHistogram;
import java.util.ArrayList;
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
 * @param tallies what became of the rows of each split, by its name
 */
record DatasetAccount(List<CorpusFile> files, List<FileSummary> summaries, SortedMap<String, SplitTally> tallies) {
    /**
     * Tallies rows.
     *
     * @param splits all splits, those without a row too
     */
    static DatasetAccount of(
            Collection<String> splits, List<CorpusFile> files, List<FileSummary> summaries, JavaRDD<DatasetRow> rows) {
        List<TreeMap<String, SplitTally>> parts = rows.mapPartitions(
                        partition -> List.of(tallies(partition)).iterator())
                .collect();
        SortedMap<String, SplitTally> tallies = new TreeMap<>();
        splits.forEach(split -> tallies.put(split, new SplitTally()));
        parts.forEach(part -> part.forEach((split, tally) -> tallies.merge(split, tally, SplitTally::merge)));
        return new DatasetAccount(files, summaries, tallies);
    }

    private static TreeMap<String, SplitTally> tallies(Iterator<DatasetRow> rows) {
        TreeMap<String, SplitTally> tallies = new TreeMap<>();
        rows.forEachRemaining(row -> tallies.computeIfAbsent(row.origin().split(), split -> new SplitTally())
                .add(row));
        return tallies;
    }

    /** The lengths of all rows of all splits. */
    LengthHistogram histogram() {
        return tallies.values().stream()
                .map(SplitTally::histogram)
                .reduce(LengthHistogram.empty(), LengthHistogram::merge);
    }

    /** Why the first of a split's rejected records is one. */
    String firstRejection(String split) {
        return Objects.requireNonNull(tallies.get(split), split).firstRejection();
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
        List<BucketCounts> buckets = new ArrayList<>();
        for (DatasetPart part : plan.parts()) {
            if (part.split().equals(split)) {
                buckets.add(tally.bucket(part.bound(), plan.buckets()));
            }
        }
        return buckets;
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
            List<BucketCounts> buckets = written.stream()
                    .filter(part -> part.part().split().equals(split))
                    .map(WrittenPart::counts)
                    .toList();
            long rejectedRows = rejected.getOrDefault(split, 0L);
            if (!counts.isClosed() || !counts.buckets().equals(buckets) || counts.rowsRejected() != rejectedRows) {
                throw new IllegalStateException("Cannot publish the split " + split + ": its account is not closed: "
                        + counts + ", but written were " + buckets + " and " + rejectedRows + " rejects");
            }
        });
    }
}
