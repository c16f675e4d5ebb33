package io.maskwise.sequence;

import io.maskwise.InvalidOption;
import io.maskwise.MaskwiseException;
import java.io.Serializable;
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
        if (count < 1) {
            throw new IllegalArgumentException("Invalid number of buckets: " + count + " (must be >= 1)");
        }
        return new BucketPlan(CheapestBounds.of(histogram, count));
    }

    /**
     * The plan that the options ask for.
     *
     * @throws MaskwiseException (exit 2) if bounds are given and a row is longer than the last of them
     */
    public static BucketPlan of(BucketOptions options, LengthHistogram histogram) {
        if (options.bounds().isEmpty()) {
            return cheapest(histogram, options.count());
        }
        BucketPlan plan = new BucketPlan(options.bounds());
        plan.boundFor(histogram.longest());
        return plan;
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
