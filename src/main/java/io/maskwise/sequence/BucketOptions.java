package io.maskwise.sequence;

import io.maskwise.InvalidOption;
import java.io.Serializable;
import java.util.List;

/**
 * Which padded lengths a dataset has.
 *
 * @param count the number of buckets at most, >= 1
 * @param by how their bounds are chosen
 * @param bounds the padded lengths to use instead, ascending and >= 1; empty = choose them
 * @param multipleOf what every bound is a multiple of, >= 1
 * @param batch what a batch costs; used by {@link BucketRule#BATCHES}
 */
public record BucketOptions(int count, BucketRule by, List<Integer> bounds, int multipleOf, BatchCostOptions batch)
        implements Serializable {
    public BucketOptions {
        if (count < 1) {
            throw new InvalidOption("number of buckets", count + " (must be >= 1)", "count");
        }
        if (multipleOf < 1) {
            throw new InvalidOption("divisor of bucket bounds", multipleOf + " (must be >= 1)", "multiple-of");
        }
        bounds = BucketPlan.checkedBounds(bounds);
        for (int bound : bounds) {
            if (bound % multipleOf != 0) {
                String complaint = bounds + " (must be multiples of " + multipleOf + ", and " + bound + " is not)";
                throw new InvalidOption("bucket bounds", complaint, "bounds").beside("multiple-of");
            }
        }
    }

    /** The cheapest bounds, whatever they are multiples of, or those given. */
    public BucketOptions(int count, List<Integer> bounds) {
        this(count, BucketRule.CHEAPEST, bounds, 1, BatchCostOptions.DEFAULT);
    }

    /** Bounds that are chosen. */
    public BucketOptions(int count, BucketRule by, int multipleOf, BatchCostOptions batch) {
        this(count, by, List.of(), multipleOf, batch);
    }
}
