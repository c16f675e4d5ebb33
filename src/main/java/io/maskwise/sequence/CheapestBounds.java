package io.maskwise.sequence;

/**
 * Finds the bucket bounds with the fewest cells, by dynamic programming over the distinct lengths.
 *
 * <p>The best first {@code k} buckets for the {@code n} shortest lengths are a last bucket, from some length to the
 * {@code n}-th, after the best {@code k - 1} buckets for the rest. A bucket's cells are its bound times its rows, which
 * satisfies the quadrangle inequality; so the best start of the last bucket never moves down as {@code n} grows, and
 * divide and conquer finds all of them in {@code O(n log n)} for each {@code k}.
 */
final class CheapestBounds {
    private final BoundCandidates candidates;
    /** At {@code n}, the cells of the {@code n} shortest lengths in the buckets so far; {@code next}, in one more. */
    private long[] cells;

    private long[] next;

    private CheapestBounds(BoundCandidates candidates) {
        this.candidates = candidates;
        cells = new long[candidates.size() + 1];
        next = new long[candidates.size() + 1];
    }

    /**
     * The bounds for every number of buckets up to {@code most}, or up to the number of candidates if those are fewer.
     *
     * @param candidates one at least
     */
    static BucketLayers of(BoundCandidates candidates, int most) {
        return new CheapestBounds(candidates).layers(Math.min(most, candidates.size()));
    }

    private BucketLayers layers(int most) {
        BucketLayers layers = new BucketLayers(candidates);
        int size = candidates.size();
        for (int end = 1; end <= size; end++) {
            cells[end] = candidates.cells(0, end);
        }
        layers.add(new int[size + 1]);
        for (int bucket = 1; bucket < most; bucket++) {
            int[] starts = new int[size + 1];
            fill(starts, new Range(bucket + 1, size), new Range(bucket, size - 1));
            layers.add(starts);
            long[] filled = next;
            next = cells;
            cells = filled;
        }
        return layers;
    }

    /** Fills {@code starts} and {@code next} for all ends, knowing that their best starts are among these. */
    private void fill(int[] starts, Range ends, Range among) {
        if (ends.first() > ends.last()) {
            return;
        }
        int end = (ends.first() + ends.last()) >>> 1;
        int best = among.first();
        for (int start = best + 1; start <= Math.min(among.last(), end - 1); start++) {
            if (cells[start] + candidates.cells(start, end) < cells[best] + candidates.cells(best, end)) {
                best = start;
            }
        }
        starts[end] = best;
        next[end] = cells[best] + candidates.cells(best, end);
        fill(starts, new Range(ends.first(), end - 1), new Range(among.first(), best));
        fill(starts, new Range(end + 1, ends.last()), new Range(best, among.last()));
    }

    /** First to last, both inclusive. */
    private record Range(int first, int last) {}
}
