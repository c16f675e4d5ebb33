package io.maskwise.sequence;

import java.util.ArrayList;
import java.util.List;

/** Finds the bucket bounds that share out the rows equally. */
final class QuantileBounds {
    private QuantileBounds() {}

    /**
     * Of {@code count} shares of the rows, shortest first, the length of the longest row of each; equal ones once.
     *
     * @param candidates one at least
     */
    static List<Integer> of(BoundCandidates candidates, int count) {
        long rows = candidates.rows(0, candidates.size());
        int shares = (int) Math.min(count, rows);
        List<Integer> bounds = new ArrayList<>();
        int index = 0;
        for (int share = 1; share <= shares; share++) {
            long upTo = share * (rows / shares) + (share * (rows % shares) + shares - 1) / shares;
            int before = index;
            while (candidates.rows(0, index) < upTo) {
                index++;
            }
            if (index > before) {
                bounds.add(candidates.length(index - 1));
            }
        }
        return bounds;
    }
}
