package io.maskwise.sequence;

import io.maskwise.InvalidOption;
import io.maskwise.MaskwiseException;
import java.io.Serializable;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/**
 * The padded lengths of a dataset: a row is padded to the smallest bound that is not below its length.
 *
 * @param bounds the padded lengths, ascending, >= 1, at least one
 */
public record BucketPlan(List<Integer> bounds) implements Serializable {
    public BucketPlan {
        bounds = checkedBounds(bounds);
        if (bounds.isEmpty()) {
            throw new IllegalArgumentException("Invalid bucket bounds: [] (must be at least one)");
        }
    }

    static List<Integer> checkedBounds(List<Integer> bounds) {
        int previous = 0;
        for (int bound : bounds) {
            if (bound <= previous) {
                throw new InvalidOption("bucket bounds", bounds + " (must be ascending and >= 1)", "bounds");
            }
            previous = bound;
        }
        return List.copyOf(bounds);
    }

    /**
     * The plan of at most {@code count} buckets with the fewest cells: no other bounds pad these rows less.
     *
     * <p>Every bound is a length that occurs (or 1, for rows of length 0), and there are as many bounds as asked for,
     * or as distinct lengths if those are fewer. Of several cheapest plans it is the one whose last but one bound is
     * smallest, then the one before that, and so on. Without rows it is one bucket of length 1.
     *
     * @param count the number of buckets at most, >= 1
     */
    public static BucketPlan cheapest(LengthHistogram histogram, int count) {
        return of(new BucketOptions(count, List.of()), List.of(histogram));
    }

    /**
     * The plan that the options ask for.
     *
     * <p>Bounds that are chosen are lengths that occur, rounded up to the multiple asked for; no rows make one bucket,
     * of that multiple.
     *
     * <ul>
     *   <li>{@link BucketRule#CHEAPEST}: no other bounds have fewer cells; see {@link #cheapest}.
     *   <li>{@link BucketRule#QUANTILES}: each is the length of the longest row of an equal share; fewer buckets where
     *       such lengths are equal.
     *   <li>{@link BucketRule#BATCHES}: no other bounds, as many or fewer, have cheaper batches, if each split is
     *       batched by itself. Of several such plans it is one of the fewest buckets, then the one whose last but one
     *       bound is smallest, and so on.
     * </ul>
     *
     * @param splits the rows of each split
     * @throws MaskwiseException (exit 2) if bounds are given and a row is longer than the last of them, or a row exceeds
     *     the limit of cells of a batch
     */
    public static BucketPlan of(BucketOptions options, Collection<LengthHistogram> splits) {
        if (!options.bounds().isEmpty()) {
            BucketPlan plan = new BucketPlan(options.bounds());
            splits.forEach(split -> plan.boundFor(split.longest()));
            return plan;
        }
        BoundCandidates candidates = BoundCandidates.of(splits, options.multipleOf());
        return new BucketPlan(
                candidates.size() == 0 ? List.of(options.multipleOf()) : chosenBounds(options, candidates));
    }

    private static List<Integer> chosenBounds(BucketOptions options, BoundCandidates candidates) {
        int count = options.count();
        return switch (options.by()) {
            case CHEAPEST ->
                count >= candidates.size()
                        ? candidates.lengths()
                        : CheapestBounds.of(candidates, count).bounds(count);
            case QUANTILES -> QuantileBounds.of(candidates, count);
            case BATCHES -> {
                BucketLayers layers = CheapestBatches.of(candidates, options.batch(), count);
                yield layers.bounds(layers.most());
            }
        };
    }

    /**
     * The padded length of a row.
     *
     * @param length the row's number of steps, >= 0
     * @throws MaskwiseException (exit 2) if the row is longer than the last bound
     */
    public int boundFor(int length) {
        int found = Collections.binarySearch(bounds, length);
        int index = found >= 0 ? found : -found - 1;
        if (index == bounds.size()) {
            throw MaskwiseException.usage(
                    "Cannot place a row of %d steps: the last bucket bound is %d"
                            + " (raise buckets.bounds, or truncate rows with padding.maximum-length)",
                    length, bounds.get(bounds.size() - 1));
        }
        return bounds.get(index);
    }

    /** The number of cells, real and padded, of all rows under this plan. */
    public long cells(LengthHistogram histogram) {
        long cells = 0;
        for (Map.Entry<Integer, Long> entry : histogram.counts().entrySet()) {
            cells = Math.addExact(cells, Math.multiplyExact(boundFor(entry.getKey()), entry.getValue()));
        }
        return cells;
    }

    /** The share of cells that are real steps, 0 to 1; 1 where there are no rows, as nothing is wasted. */
    public double efficiency(LengthHistogram histogram) {
        long cells = cells(histogram);
        return cells == 0 ? 1 : (double) histogram.tokens() / cells;
    }
}
