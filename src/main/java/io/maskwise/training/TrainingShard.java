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
    SortedMap<Integer, List<int[]>> batches(BatchOptions options, long seed) {
        return BatchPlan.batches(paddedLengths(), options, seed);
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

    /** Stacks the rows of a batch. */
    PaddedBatch stack(int[] batch) {
        return PaddedBatch.stack(IntStream.of(batch).mapToObj(rows::get).toList(), labelling);
    }

    @Override
    public String toString() {
        return "TrainingShard[worker " + worker + ", " + rows.size() + " rows]";
    }
}
