package io.maskwise.sequence;

/**
 * Finds the bucket bounds whose batches cost least, by dynamic programming over the distinct lengths.
 *
 * <p>A bucket costs its cells and a price for each of its batches, of which the last of each split is seldom full. That
 * rounding breaks the inequality which {@link CheapestBounds} relies on, so the starts of the last bucket are tried from
 * the nearest down. What a bucket costs above its rows' own steps never falls as it starts lower, and what stands before
 * it costs nothing below that either: no start below one whose bucket alone is too dear can be better, and the search
 * ends there.
 */
final class CheapestBatches {
    private final BoundCandidates candidates;
    private final BatchCostOptions options;
    /** At {@code end - 1}, the rows of a full batch of a bucket that ends there. */
    private final int[] rowsOfBatch;
    /** At {@code n}, what the {@code n} shortest lengths cost above their steps in at most so many buckets. */
    private long[] costs;

    private CheapestBatches(BoundCandidates candidates, BatchCostOptions options) {
        this.candidates = candidates;
        this.options = options;
        rowsOfBatch = new int[candidates.size()];
        for (int i = 0; i < rowsOfBatch.length; i++) {
            rowsOfBatch[i] = options.batch().rowsOf(candidates.length(i));
        }
        costs = new long[candidates.size() + 1];
    }

    /**
     * The bounds for every number of buckets up to {@code most}, or up to the number that no further one improves.
     *
     * @param candidates one at least
     * @throws io.maskwise.MaskwiseException (exit 2) if a single row exceeds the limit of cells
     */
    static BucketLayers of(BoundCandidates candidates, BatchCostOptions options, int most) {
        candidates.requireCountable(1L + options.price()); // a batch has a row of a step or more
        return new CheapestBatches(candidates, options).layers(most);
    }

    private BucketLayers layers(int most) {
        BucketLayers layers = new BucketLayers(candidates);
        for (int end = 1; end < costs.length; end++) {
            costs[end] = cost(0, end);
        }
        layers.add(new int[costs.length]);
        boolean improved = true;
        while (improved && layers.most() < most) {
            int[] starts = new int[costs.length];
            improved = improve(starts);
            if (improved) {
                layers.add(starts);
            }
        }
        return layers;
    }

    /** Fills the starts for one bucket more, and says whether that one is of use to any end. */
    private boolean improve(int[] starts) {
        long[] better = new long[costs.length];
        boolean improved = false;
        for (int end = 1; end < costs.length; end++) {
            Last last = last(end);
            starts[end] = last.start();
            better[end] = last.cost();
            improved |= last.start() != BucketLayers.FEWER;
        }
        costs = better;
        return improved;
    }

    /** Where the last bucket starts, the lowest of equally good ones, and what all buckets cost then. */
    private Last last(int end) {
        long best = costs[end];
        int bestStart = BucketLayers.FEWER;
        for (int start = end - 1; start > 0; start--) {
            long last = cost(start, end);
            if (last > best) {
                break;
            }
            long cost = costs[start] + last;
            if (cost < best || (cost == best && bestStart != BucketLayers.FEWER)) {
                best = cost;
                bestStart = start;
            }
        }
        return new Last(bestStart, best);
    }

    /** What a bucket costs above its rows' own steps. */
    private long cost(int start, int end) {
        return candidates.padding(start, end) + options.price() * candidates.batches(start, end, rowsOfBatch[end - 1]);
    }

    /** The last bucket's start, and what all cost. */
    private record Last(int start, long cost) {}
}
