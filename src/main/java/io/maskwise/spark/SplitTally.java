package io.maskwise.spark;

import io.maskwise.sequence.BucketPlan;
import io.maskwise.sequence.LengthHistogram;
import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Sums over rows of one split, which merge: what the bucket plan and the account are made of. */
final class SplitTally implements Serializable {
    private static final long serialVersionUID = 1L;

    private final TreeMap<String, Long> rejected = new TreeMap<>();
    private final TreeMap<String, Long> dropped = new TreeMap<>();
    private final TreeMap<Integer, Long> lengths = new TreeMap<>();
    private final TreeMap<Integer, Long> realTokens = new TreeMap<>();
    private final TreeMap<Integer, Long> targetTokens = new TreeMap<>();
    private long rowsTruncated;
    private long tokensTruncated;
    private long unknownTokens;
    private long extraWindows;
    private @Nullable RejectedRow firstRejected;

    void add(DatasetRow row) {
        if (row instanceof EncodedRow encoded) {
            add(encoded);
        } else if (row instanceof RejectedRow reject) {
            rejected.merge(reject.record().reason(), 1L, Long::sum);
            firstRejected = earlier(firstRejected, reject);
        } else if (row instanceof DroppedRow drop) {
            dropped.merge(drop.reason(), 1L, Long::sum);
        }
    }

    private void add(EncodedRow row) {
        addRows(row.tokens().length, row.targetTokens(), 1);
        addCut(row.tokensCut() > 0 ? 1 : 0, row.tokensCut());
        addUnknown(row.unknownTokens());
        extraWindows += row.window() > 0 ? 1 : 0;
    }

    /** Adds rows of one size: of so many tokens, and so many labels of a target sequence. */
    void addRows(int tokens, int targets, long rows) {
        int length = EncodedRow.length(tokens, targets);
        lengths.merge(length, rows, Long::sum);
        realTokens.merge(length, rows * (tokens + targets), Long::sum);
        targetTokens.merge(length, rows * targets, Long::sum);
    }

    /** Adds what was cut from rows. */
    void addCut(long rows, long tokens) {
        rowsTruncated += rows;
        tokensTruncated += tokens;
    }

    /** Adds tokens that the vocabularies do not hold. */
    void addUnknown(long tokens) {
        unknownTokens += tokens;
    }

    private static @Nullable RejectedRow earlier(@Nullable RejectedRow one, @Nullable RejectedRow other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return one.origin().compareTo(other.origin()) <= 0 ? one : other;
    }

    SplitTally merge(SplitTally other) {
        other.rejected.forEach((reason, rows) -> rejected.merge(reason, rows, Long::sum));
        other.dropped.forEach((reason, rows) -> dropped.merge(reason, rows, Long::sum));
        other.lengths.forEach((length, rows) -> lengths.merge(length, rows, Long::sum));
        other.realTokens.forEach((length, tokens) -> realTokens.merge(length, tokens, Long::sum));
        other.targetTokens.forEach((length, tokens) -> targetTokens.merge(length, tokens, Long::sum));
        rowsTruncated += other.rowsTruncated;
        tokensTruncated += other.tokensTruncated;
        unknownTokens += other.unknownTokens;
        extraWindows += other.extraWindows;
        firstRejected = earlier(firstRejected, other.firstRejected);
        return this;
    }

    LengthHistogram histogram() {
        return LengthHistogram.ofCounts(lengths);
    }

    /** The rows that go into each bucket that has some, by ascending padded length. */
    List<BucketCounts> buckets(BucketPlan plan) {
        return lengths.keySet().stream()
                .map(plan::boundFor)
                .distinct()
                .map(bound -> bucket(bound, plan))
                .toList();
    }

    private BucketCounts bucket(int bound, BucketPlan plan) {
        return new BucketCounts(
                bound, sum(lengths, bound, plan), sum(realTokens, bound, plan), sum(targetTokens, bound, plan), 1);
    }

    private static long sum(Map<Integer, Long> byLength, int bound, BucketPlan plan) {
        return byLength.entrySet().stream()
                .filter(length -> plan.boundFor(length.getKey()) == bound)
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    SortedMap<String, Long> rejected() {
        return rejected;
    }

    SortedMap<String, Long> dropped() {
        return dropped;
    }

    /** Why the first of the rejected records is one, in words; empty if there is none. */
    String firstRejection() {
        RejectedRow first = firstRejected;
        return first == null ? "" : first.record().detail();
    }

    SortedMap<Integer, Long> lengths() {
        return lengths;
    }

    long rowsTruncated() {
        return rowsTruncated;
    }

    long tokensTruncated() {
        return tokensTruncated;
    }

    long unknownTokens() {
        return unknownTokens;
    }

    long extraWindows() {
        return extraWindows;
    }
}
