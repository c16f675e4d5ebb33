package io.maskwise.spark;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The account of a split: where each of its records went.
 *
 * @param rowsRead records found for the split
 * @param extraWindows rows written beyond the first of a record that was cut into windows
 * @param rowsWritten rows in the dataset
 * @param rejected records that cannot be examples, by reason; each is kept under {@code _maskwise/rejected/}
 * @param dropped examples left out by policy, by reason
 * @param rowsTruncated rows written of which tokens were cut
 * @param tokensTruncated tokens cut, of texts and of targets
 * @param unknownTokens tokens written as the unknown id, of texts and of targets
 * @param buckets the buckets that have rows, ascending
 * @param lengths the number of rows written of each length, after truncation; that of the longer side where rows have
 *     target sequences
 */
@JsonIgnoreProperties(
        value = {"rowsRejected", "rowsDropped", "realTokens", "cells", "paddingEfficiency", "unknownRate"},
        allowGetters = true)
@JsonPropertyOrder({
    "rowsRead",
    "extraWindows",
    "rowsWritten",
    "rowsRejected",
    "rowsDropped",
    "realTokens",
    "cells",
    "paddingEfficiency",
    "unknownRate"
})
public record SplitCounts(
        long rowsRead,
        long extraWindows,
        long rowsWritten,
        SortedMap<String, Long> rejected,
        SortedMap<String, Long> dropped,
        long rowsTruncated,
        long tokensTruncated,
        long unknownTokens,
        List<BucketCounts> buckets,
        SortedMap<Integer, Long> lengths) {
    public SplitCounts {
        rejected = Collections.unmodifiableSortedMap(new TreeMap<>(rejected));
        dropped = Collections.unmodifiableSortedMap(new TreeMap<>(dropped));
        buckets = List.copyOf(buckets);
        lengths = Collections.unmodifiableSortedMap(new TreeMap<>(lengths));
    }

    /** Records that cannot be examples. */
    @JsonProperty
    public long rowsRejected() {
        return sum(rejected.values());
    }

    /** Examples left out by policy. */
    @JsonProperty
    public long rowsDropped() {
        return sum(dropped.values());
    }

    /** Tokens written, padding not counted; labels of target sequences are tokens too. */
    @JsonProperty
    public long realTokens() {
        return buckets.stream().mapToLong(BucketCounts::realTokens).sum();
    }

    /** Steps written, padding counted. */
    @JsonProperty
    public long cells() {
        return buckets.stream().mapToLong(BucketCounts::cells).sum();
    }

    /** Real tokens divided by cells; 1 for a split without rows, which pads nothing. */
    @JsonProperty
    public double paddingEfficiency() {
        return ratio(realTokens(), cells(), 1);
    }

    /** The share of the tokens written that the vocabulary does not hold; 0 for a split without rows. */
    @JsonProperty
    public double unknownRate() {
        return ratio(unknownTokens, realTokens(), 0);
    }

    /** Whether every record read is written, rejected or dropped, windows counted apart (law L7). */
    boolean isClosed() {
        return rowsRead + extraWindows == rowsWritten + rowsRejected() + rowsDropped()
                && rowsWritten == buckets.stream().mapToLong(BucketCounts::rows).sum()
                && rowsWritten == sum(lengths.values());
    }

    static double ratio(long part, long whole, double ofNothing) {
        return whole == 0 ? ofNothing : (double) part / whole;
    }

    private static long sum(Collection<Long> counts) {
        return counts.stream().mapToLong(Long::longValue).sum();
    }
}
