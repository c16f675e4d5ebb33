package io.maskwise.sequence;

import io.maskwise.InvalidOption;
import java.io.Serializable;
import java.util.List;

/**
 * Which padded lengths a dataset has.
 *
 * @param count the number of buckets at most, >= 1; their bounds are chosen so that padding costs least
 * @param bounds the padded lengths to use instead, ascending and >= 1; empty = choose them
 */
public record BucketOptions(int count, List<Integer> bounds) implements Serializable {
    public BucketOptions {
        if (count < 1) {
            throw new InvalidOption("number of buckets", count + " (must be >= 1)", "count");
        }
        bounds = BucketPlan.checkedBounds(bounds);
    }
}
