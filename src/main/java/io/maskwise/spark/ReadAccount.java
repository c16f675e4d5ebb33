package io.maskwise.spark;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What became of records before any was predicted.
 *
 * @param rowsRead records found
 * @param extraWindows rows beyond the first of a record that is cut into windows
 * @param rejected records that cannot be predicted, by reason
 * @param dropped records left out by policy, by reason
 */
public record ReadAccount(
        long rowsRead, long extraWindows, SortedMap<String, Long> rejected, SortedMap<String, Long> dropped) {
    public ReadAccount {
        rejected = Collections.unmodifiableSortedMap(new TreeMap<>(rejected));
        dropped = Collections.unmodifiableSortedMap(new TreeMap<>(dropped));
    }

    /** That of rows which are all there to be predicted. */
    static ReadAccount of(long rows) {
        return new ReadAccount(rows, 0, Collections.emptySortedMap(), Collections.emptySortedMap());
    }

    ReadAccount merge(ReadAccount other) {
        return new ReadAccount(
                rowsRead + other.rowsRead,
                extraWindows + other.extraWindows,
                sum(rejected, other.rejected),
                sum(dropped, other.dropped));
    }

    private static SortedMap<String, Long> sum(SortedMap<String, Long> one, SortedMap<String, Long> other) {
        SortedMap<String, Long> sum = new TreeMap<>(one);
        other.forEach((reason, rows) -> sum.merge(reason, rows, Long::sum));
        return sum;
    }

    /** Records that cannot be predicted. */
    public long rowsRejected() {
        return sum(rejected);
    }

    /** Records left out by policy. */
    public long rowsDropped() {
        return sum(dropped);
    }

    private static long sum(SortedMap<String, Long> counts) {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }
}
