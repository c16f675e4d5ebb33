package io.maskwise.spark;

import io.maskwise.MaskwiseException;
import io.maskwise.Sha256;
import io.maskwise.sequence.BucketPlan;
import io.maskwise.sequence.PaddedSequence;
import io.maskwise.sequence.ShardPlan;
import io.maskwise.training.DataDescription;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.IntFunction;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.storage.StorageLevel;
import scala.Tuple2;

/**
 * Padded rows that stand in no file: one split, {@value PreparationOptions#TRAINING_SPLIT}, whose order is that of its
 * partitions, and inside each that of its rows.
 *
 * <p>They stay with the executors. How they are cut into partitions changes nothing; in which order they are, does.
 */
public final class TrainingTable implements TrainingData, AutoCloseable {
    private final JavaRDD<PaddedSequence> rows;
    private final List<Part> parts;
    private final DataDescription description;

    private TrainingTable(JavaRDD<PaddedSequence> rows, List<Part> parts, DataDescription description) {
        this.rows = rows;
        this.parts = parts;
        this.description = description;
    }

    /** What one partition holds: rows by padded length, and a sum of their digests, which no order changes. */
    private record Part(int index, TreeMap<Integer, Long> rows, long digest) implements Serializable {}

    /**
     * Counts the rows and keeps them until {@link #close}.
     *
     * @param ordered the rows; calculated again, they must be the same in the same order
     * @param described what a model of them is made for, by their longest padded length
     * @throws MaskwiseException with exit 3 if there is none
     */
    public static TrainingTable of(JavaRDD<PaddedSequence> ordered, IntFunction<DataDescription> described) {
        JavaRDD<PaddedSequence> kept = ordered.persist(StorageLevel.MEMORY_AND_DISK());
        boolean counted = false;
        try {
            List<Part> parts = parts(kept);
            int longest = parts.stream()
                    .filter(part -> !part.rows().isEmpty())
                    .mapToInt(part -> part.rows().lastKey())
                    .max()
                    .orElseThrow(() -> MaskwiseException.input(
                            "Cannot train on a table without rows (must have at least one with a token)"));
            TrainingTable table = new TrainingTable(kept, parts, described.apply(longest));
            counted = true;
            return table;
        } finally {
            if (!counted) {
                kept.unpersist();
            }
        }
    }

    private static List<Part> parts(JavaRDD<PaddedSequence> rows) {
        List<Part> parts = new ArrayList<>(rows.mapPartitionsWithIndex(
                        (index, ofPart) -> List.of(part(index, ofPart)).iterator(), true)
                .collect());
        parts.sort(Comparator.comparingInt(Part::index));
        return parts;
    }

    private static Part part(int index, Iterator<PaddedSequence> rows) {
        TreeMap<Integer, Long> counts = new TreeMap<>();
        long digest = 0;
        while (rows.hasNext()) {
            PaddedSequence row = rows.next();
            counts.merge(row.time(), 1L, Long::sum);
            digest += digest(row);
        }
        return new Part(index, counts, digest);
    }

    private static long digest(PaddedSequence row) {
        String content = row.id()
                + Arrays.toString(row.tokens())
                + Arrays.toString(row.mask())
                + Arrays.toString(row.labels())
                + Arrays.toString(row.labelMask());
        return Long.parseUnsignedLong(Sha256.of(content).substring(0, 16), 16);
    }

    @Override
    public DataDescription description() {
        return description;
    }

    @Override
    public SortedMap<Integer, Long> rowsPerBucket(String split) {
        if (!split.equals(PreparationOptions.TRAINING_SPLIT)) {
            throw MaskwiseException.input(
                    "Cannot read the split %s: a table has one, %s", split, PreparationOptions.TRAINING_SPLIT);
        }
        SortedMap<Integer, Long> all = new TreeMap<>();
        parts.forEach(part -> part.rows().forEach((time, count) -> all.merge(time, count, Long::sum)));
        return all;
    }

    @Override
    public String sha256() {
        long digest = parts.stream().mapToLong(Part::digest).sum();
        return Sha256.of(digest + " " + rowsPerBucket(PreparationOptions.TRAINING_SPLIT) + " "
                + vocabulary().sha256() + " " + labels().sha256());
    }

    @Override
    public LoadedShards load(String split, int workers) {
        SortedMap<Integer, Long> counts = rowsPerBucket(split);
        ShardPlan plan = ShardPlan.of(counts, workers);
        RowRanks ranks = new RowRanks(
                parts.stream().map(part -> Map.of(split, part.rows())).toList(),
                new BucketPlan(List.copyOf(counts.keySet())));
        return LoadedShards.of(placed(rows, split, ranks, plan), plan, labelling());
    }

    /** Static, so that the tasks get nothing but what they need. */
    private static JavaPairRDD<RowPlace, PaddedSequence> placed(
            JavaRDD<PaddedSequence> rows, String split, RowRanks ranks, ShardPlan plan) {
        return rows.mapPartitionsWithIndex(
                        (part, ofPart) -> {
                            RowRanks.Counter counter = ranks.counter();
                            return new MappedIterator<>(ofPart, row -> {
                                long rank = counter.rank(part, split, row.time());
                                return new Tuple2<>(
                                        new RowPlace(plan.workerOf(row.time(), rank), row.time(), rank), row);
                            });
                        },
                        true)
                .mapToPair(placed -> placed)
                .repartitionAndSortWithinPartitions(new DestinationPartitioner(plan.workers()));
    }

    /** Lets the rows go. */
    @Override
    public void close() {
        rows.unpersist();
    }
}
