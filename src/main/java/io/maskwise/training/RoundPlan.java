package io.maskwise.training;

import io.maskwise.sequence.BatchPlan;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * How many rounds an epoch has, and which of a worker's batches belong to which.
 *
 * <p>Worker by worker, round {@code r} takes the batches {@code (r - 1) * batchesPerRound} up to, and without,
 * {@code r * batchesPerRound}: fewer where they run out, none for a worker that is through before the others.
 *
 * @param rounds the rounds of an epoch: as many as the worker with the most batches needs
 * @param batchesPerRound the batches of a worker in a round, at most
 */
public record RoundPlan(int rounds, int batchesPerRound) {
    public RoundPlan {
        if (rounds < 0) {
            throw new IllegalArgumentException("Invalid number of rounds: " + rounds + " (must be >= 0)");
        }
        if (batchesPerRound < 1) {
            throw new IllegalArgumentException("Invalid batches per round: " + batchesPerRound + " (must be >= 1)");
        }
    }

    /**
     * The plan of every epoch.
     *
     * @param rowsPerPaddedLength for each worker, how many rows of each padded length it has
     */
    public static RoundPlan of(Collection<? extends Map<Integer, Long>> rowsPerPaddedLength, TrainingOptions options) {
        int mostBatches = rowsPerPaddedLength.stream()
                .mapToInt(rows -> BatchPlan.batchCount(rows, options.batch()))
                .max()
                .orElse(0);
        return new RoundPlan(roundsFor(mostBatches, options.batchesPerRound()), options.batchesPerRound());
    }

    private static int roundsFor(int batches, int batchesPerRound) {
        return batches / batchesPerRound + (batches % batchesPerRound == 0 ? 0 : 1);
    }

    /** A worker's batches of a round, from all of its batches of the epoch. */
    static <T> List<T> slice(List<T> batches, int round, int batchesPerRound) {
        long first = (long) (round - 1) * batchesPerRound;
        int from = (int) Math.min(first, batches.size());
        int to = (int) Math.min(first + batchesPerRound, batches.size());
        return batches.subList(from, to);
    }
}
