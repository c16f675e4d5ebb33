package io.maskwise.spark;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a corpus file turned out to be.
 *
 * @param file its index
 * @param records the records that its parser counted
 * @param rejected those of them that are no examples, by reason
 * @param firstRejection why the first of those is none, as a whole message; empty if there is none
 * @param inputs its size and hash as stored, then those of the file of its targets, if it has one
 * @param failure why it could not be read to its end, as a whole message; empty if it could
 */
record FileSummary(
        int file,
        long records,
        SortedMap<String, Long> rejected,
        String firstRejection,
        List<InputFile> inputs,
        String failure)
        implements ReadItem {
    FileSummary {
        rejected = Collections.unmodifiableSortedMap(new TreeMap<>(rejected));
        inputs = List.copyOf(inputs);
    }

    static FileSummary failed(int file, long records, String failure) {
        return new FileSummary(file, records, Collections.emptySortedMap(), "", List.of(), failure);
    }
}
