package io.maskwise.training;

import io.maskwise.sequence.BatchPlan;
import io.maskwise.sequence.BatchPlan.Place;
import io.maskwise.sequence.Seeds;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How many rounds an epoch has, and which of a worker's batches belong to which.
 *
 * <p>All workers go through the same places, each a padded length and a number among the batches of this length, in an
 * order that the epoch's seed decides. So all of them handle batches of one length at one time, and none waits long for
 * another. A worker that has no batch at a place, as it has fewer of that length, does nothing there.
 *
 * @param batchesPerLength for each padded length, the batches of the worker that has the most of it
 * @param batchesPerRound the places of a round
 */
public record RoundPlan(SortedMap<Integer, Integer> batchesPerLength, int batchesPerRound) implements Serializable {
    /** Whose batches every worker follows, so that one worker alone takes its own order. */
    private static final long LEADER = 0;

    public RoundPlan {
        if (batchesPerRound < 1) {
            throw new IllegalArgumentException("Invalid batches per round: " + batchesPerRound + " (must be >= 1)");
        }
        batchesPerLength = Collections.unmodifiableSortedMap(new TreeMap<>(batchesPerLength));
    }

    /**
     * The plan of every epoch.
     *
     * @param rowsPerPaddedLength for each worker, how many rows of each padded length it has
     */
    public static RoundPlan of(Collection<? extends Map<Integer, Long>> rowsPerPaddedLength, TrainingOptions options) {
        SortedMap<Integer, Integer> most = new TreeMap<>();
        rowsPerPaddedLength.forEach(rows -> BatchPlan.batchCounts(rows, options.batch())
                .forEach((length, batches) -> most.merge(length, batches, Math::max)));
        return new RoundPlan(most, options.batchesPerRound());
    }

    /** The places of an epoch: as many steps as a worker takes in it at most. */
    public int places() {
        return batchesPerLength.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** The rounds of an epoch. */
    public int rounds() {
        int places = places();
        return places / batchesPerRound + (places % batchesPerRound == 0 ? 0 : 1);
    }

    /** The row indices of each batch that a worker handles in a round; none where it has none. */
    List<int[]> batches(TrainingShard shard, TrainingOptions options, RoundPosition position) {
        SortedMap<Integer, List<int[]>> own =
                shard.batches(options, Seeds.derive(options.seed(), position.epoch(), shard.worker()));
        List<int[]> taken = new ArrayList<>();
        for (Place place : places(options, position)) {
            List<int[]> ofLength = own.getOrDefault(place.paddedLength(), List.of());
            if (place.index() < ofLength.size()) {
                taken.add(ofLength.get(place.index()));
            }
        }
        return taken;
    }

    private List<Place> places(TrainingOptions options, RoundPosition position) {
        List<Place> all = BatchPlan.order(batchesPerLength, Seeds.derive(options.seed(), position.epoch(), LEADER));
        long first = (position.round() - 1L) * batchesPerRound;
        return all.subList((int) Math.min(first, all.size()), (int) Math.min(first + batchesPerRound, all.size()));
    }
}
