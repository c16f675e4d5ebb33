package io.maskwise.sequence;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** The best bounds for every number of buckets up to some number, as dynamic programming finds them. */
final class BucketLayers {
    /** In place of a start: one bucket fewer is as good. */
    static final int FEWER = -1;

    private final BoundCandidates candidates;
    private final List<int[]> starts = new ArrayList<>();

    BucketLayers(BoundCandidates candidates) {
        this.candidates = candidates;
    }

    /** Takes, for one bucket more and every end, where the last of the best buckets starts, or {@link #FEWER}. */
    void add(int[] startOfLast) {
        starts.add(startOfLast);
    }

    /** The largest number of buckets. */
    int most() {
        return starts.size();
    }

    /**
     * The best bounds.
     *
     * @param buckets their number, or their greatest number where fewer are as good; 1 to {@link #most}
     */
    List<Integer> bounds(int buckets) {
        Deque<Integer> bounds = new ArrayDeque<>();
        int end = candidates.size();
        for (int layer = buckets - 1; layer >= 0; layer--) {
            int start = starts.get(layer)[end];
            if (start != FEWER) {
                bounds.addFirst(candidates.length(end - 1));
                end = start;
            }
        }
        return List.copyOf(bounds);
    }
}
