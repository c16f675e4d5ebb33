package io.maskwise.training;

import io.maskwise.sequence.BatchOptions;
import io.maskwise.sequence.BatchPlan;
import io.maskwise.sequence.PaddedBatch;
import io.maskwise.sequence.PaddedSequence;
import io.maskwise.text.Labelling;
import java.io.Serializable;
import java.util.List;
import java.util.SortedMap;
import java.util.stream.IntStream;

/**
 * The rows of one logical worker, in an order that the data alone decides; there may be none.
 *
 * @param worker the logical worker, from 0
 * @param labelling what the rows' labels belong to
 * @param rows the rows
 */
public record TrainingShard(int worker, Labelling labelling, List<PaddedSequence> rows) implements Serializable {
    public TrainingShard {
        if (worker < 0) {
            throw new IllegalArgumentException("Invalid worker: " + worker + " (must be >= 0)");
        }
        rows = List.copyOf(rows);
    }

    /** The row indices of each batch of an epoch, by padded length. */
    SortedMap<Integer, List<int[]>> batches(TrainingOptions options, long seed) {
        return options.groupByLength()
                ? BatchPlan.grouped(paddedLengths(), lengths(), options.batch(), seed)
                : BatchPlan.batches(paddedLengths(), options.batch(), seed);
    }

    /** The row indices of batches in the rows' own order, the shortest first. */
    public List<int[]> batchesInOrder(BatchOptions options) {
        return BatchPlan.unshuffled(paddedLengths(), options).values().stream()
                .flatMap(List::stream)
                .toList();
    }

    private int[] paddedLengths() {
        return rows.stream().mapToInt(PaddedSequence::time).toArray();
    }

    private int[] lengths() {
        return rows.stream().mapToInt(PaddedSequence::length).toArray();
    }

    /** Stacks the rows of a batch as they are. */
    PaddedBatch stack(int[] batch) {
        return PaddedBatch.stack(rowsOf(batch), labelling);
    }

    private List<PaddedSequence> rowsOf(int[] batch) {
        return IntStream.of(batch).mapToObj(rows::get).toList();
    }

    /** Stacks the rows of a batch; rows of like length to the longest of them, others to their bucket's length. */
    PaddedBatch stack(int[] batch, TrainingOptions options) {
        return options.groupByLength() ? PaddedBatch.trimmed(rowsOf(batch), labelling) : stack(batch);
    }

    @Override
    public String toString() {
        return "TrainingShard[worker " + worker + ", " + rows.size() + " rows]";
    }
}
