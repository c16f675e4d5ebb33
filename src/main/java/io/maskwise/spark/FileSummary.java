package io.maskwise.spark;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a corpus file turned out to be.
 *
 * @param file its index
 * @param splits what its records are, by the split that they go to
 * @param inputs its size and hash as stored, then those of the file of its targets, if it has one
 * @param failure why it could not be read to its end, as a whole message; empty if it could
 */
record FileSummary(int file, SortedMap<String, ReadTally> splits, List<InputFile> inputs, String failure)
        implements ReadItem {
    FileSummary {
        splits = Collections.unmodifiableSortedMap(new TreeMap<>(splits));
        inputs = List.copyOf(inputs);
    }

    static FileSummary failed(int file, String failure) {
        return new FileSummary(file, Collections.emptySortedMap(), List.of(), failure);
    }

    /** All of its records. */
    long records() {
        return splits.values().stream().mapToLong(ReadTally::records).sum();
    }

    /** Those of its records that go to a split. */
    long records(String split) {
        ReadTally tally = splits.get(split);
        return tally == null ? 0 : tally.records();
    }
}
