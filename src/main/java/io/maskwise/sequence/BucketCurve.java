package io.maskwise.sequence;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What 1, 2, 3 and more buckets make of the same rows, each number of them with the bounds that are cheapest for it.
 *
 * @param points for each number of buckets from 1 on, the best plan and what it comes to; empty without rows
 */
public record BucketCurve(List<Point> points) {
    public BucketCurve {
        points = List.copyOf(points);
    }

    /**
     * The cheapest plan of one number of buckets.
     *
     * @param plan the padded lengths
     * @param padded what they make of all rows
     */
    public record Point(BucketPlan plan, PaddedRows padded) {
        /** The number of buckets. */
        public int buckets() {
            return plan.bounds().size();
        }
    }

    /**
     * The curve of some rows.
     *
     * @param splits the rows of each split, which is batched by itself
     * @param most the largest number of buckets, >= 1; no more than distinct lengths are tried
     * @param multipleOf what every bound is a multiple of
     * @throws io.maskwise.MaskwiseException (exit 2) if a single row exceeds the limit of cells of a batch
     */
    static BucketCurve of(Collection<LengthHistogram> splits, int most, int multipleOf, BatchOptions batch) {
        BoundCandidates candidates = BoundCandidates.of(splits, multipleOf);
        List<Point> points = new ArrayList<>();
        if (candidates.size() > 0) {
            BucketLayers layers = CheapestBounds.of(candidates, most);
            for (int buckets = 1; buckets <= layers.most(); buckets++) {
                BucketPlan plan = new BucketPlan(layers.bounds(buckets));
                PaddedRows padded = splits.stream()
                        .map(split -> padded(split, plan, batch))
                        .reduce(PaddedRows.NONE, PaddedRows::plus);
                points.add(new Point(plan, padded));
            }
        }
        return new BucketCurve(points);
    }

    private static PaddedRows padded(LengthHistogram split, BucketPlan plan, BatchOptions batch) {
        SortedMap<Integer, Long> rows = new TreeMap<>();
        for (Map.Entry<Integer, Long> length : split.counts().entrySet()) {
            rows.merge(plan.boundFor(length.getKey()), length.getValue(), Math::addExact);
        }
        long batches = 0;
        for (Map.Entry<Integer, Long> bucket : rows.entrySet()) {
            batches += (bucket.getValue() - 1) / batch.rowsOf(bucket.getKey()) + 1;
        }
        return new PaddedRows(split.tokens(), plan.cells(split), batches);
    }
}
