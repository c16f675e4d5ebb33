package io.maskwise.spark;

import io.maskwise.text.DroppedRecord;
import io.maskwise.text.RejectedRecord;
import io.maskwise.text.TokenizedRecord;
import java.io.Serializable;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What reading gave for one split: sums over records, which merge in the order of the corpus. */
final class ReadTally implements Serializable {
    private static final long serialVersionUID = 1L;

    private final TreeMap<String, Long> rejected = new TreeMap<>();
    private final TreeMap<String, Long> dropped = new TreeMap<>();
    private String firstRejection = "";
    private long records;

    void add(TokenizedRecord record) {
        records++;
        if (record instanceof RejectedRecord reject) {
            firstRejection = rejected.isEmpty() ? reject.detail() : firstRejection;
            rejected.merge(reject.reason(), 1L, Long::sum);
        } else if (record instanceof DroppedRecord drop) {
            dropped.merge(drop.reason(), 1L, Long::sum);
        }
    }

    /** Adds what was read later. */
    ReadTally merge(ReadTally later) {
        firstRejection = rejected.isEmpty() ? later.firstRejection : firstRejection;
        later.rejected.forEach((reason, rows) -> rejected.merge(reason, rows, Long::sum));
        later.dropped.forEach((reason, rows) -> dropped.merge(reason, rows, Long::sum));
        records += later.records;
        return this;
    }

    long records() {
        return records;
    }

    /** How many of the records are examples. */
    long examples() {
        return records - sum(rejected) - sum(dropped);
    }

    private static long sum(Map<String, Long> counts) {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }

    /** What became of the records that are no examples, in words. */
    String losses() {
        return Stream.of(
                        dropped.isEmpty() ? "" : "dropped are " + listed(dropped) + " (raise padding.maximum-length)",
                        rejected.isEmpty() ? "" : "rejected are " + listed(rejected) + "; the first: " + firstRejection)
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining(", "));
    }

    /** Counts with their reasons: {@code 2 for empty-text, 1 for missing-label}. */
    static String listed(Map<String, Long> counts) {
        return counts.entrySet().stream()
                .map(reason -> reason.getValue() + " for " + reason.getKey())
                .collect(Collectors.joining(", "));
    }
}
