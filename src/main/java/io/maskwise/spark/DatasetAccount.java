package io.maskwise.spark;

import io.maskwise.sequence.LengthHistogram;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
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
    /** Tallies encoded rows, whose partitions are the files'. */
    static DatasetAccount of(List<CorpusFile> files, List<FileSummary> summaries, JavaRDD<DatasetRow> rows) {
        List<SplitTally> ofFiles = rows.mapPartitions(partition -> {
                    SplitTally tally = new SplitTally();
                    partition.forEachRemaining(tally::add);
                    return List.of(tally).iterator();
                })
                .collect();
        SortedMap<String, SplitTally> tallies = new TreeMap<>();
        for (CorpusFile file : files) {
            tallies.merge(file.split(), ofFiles.get(file.index()), SplitTally::merge);
        }
        return new DatasetAccount(files, summaries, tallies);
    }

    /** The lengths of all rows of each split. */
    List<LengthHistogram> histograms() {
        return tallies.values().stream().map(SplitTally::histogram).toList();
    }

    /** The splits of the files, by their index. */
    List<String> splitOfFile() {
        return files.stream().map(CorpusFile::split).toList();
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
        long read = files.stream()
                .filter(file -> file.split().equals(split))
                .mapToLong(file -> summaries.get(file.index()).records())
                .sum();
        List<BucketCounts> buckets = buckets(split, tally, plan);
        return new SplitCounts(
                read,
                buckets.stream().mapToLong(BucketCounts::rows).sum(),
                tally.rejected(),
                Collections.emptySortedMap(),
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
     * @param rejected the rejects that the tasks wrote, for each corpus file
     * @throws IllegalStateException if a record is lost or counted twice
     */
    void requireClosed(Map<String, SplitCounts> planned, List<WrittenPart> written, List<Long> rejected) {
        planned.forEach((split, counts) -> {
            List<BucketCounts> buckets = written.stream()
                    .filter(part -> part.part().split().equals(split))
                    .map(WrittenPart::counts)
                    .toList();
            long rejectedRows = files.stream()
                    .filter(file -> file.split().equals(split))
                    .mapToLong(file -> rejected.get(file.index()))
                    .sum();
            if (!counts.isClosed() || !counts.buckets().equals(buckets) || counts.rowsRejected() != rejectedRows) {
                throw new IllegalStateException("Cannot publish the split " + split + ": its account is not closed: "
                        + counts + ", but written were " + buckets + " and " + rejectedRows + " rejects");
            }
        });
    }
}
