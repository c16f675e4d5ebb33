package io.maskwise.spark;

import io.maskwise.text.Labelling;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** What every Parquet file of a dataset says of itself, as key-value pairs in its footer. */
final class FileMetadata {
    private static final String PREFIX = "maskwise.";

    private FileMetadata() {}

    /** The pairs for the files of each split. */
    static Map<String, Map<String, String>> of(DatasetMetadata dataset) {
        Map<String, Map<String, String>> pairs = new LinkedHashMap<>();
        dataset.splits().forEach((split, counts) -> pairs.put(split, of(dataset, counts)));
        return pairs;
    }

    private static Map<String, String> of(DatasetMetadata dataset, SplitCounts counts) {
        Map<String, String> pairs = new LinkedHashMap<>();
        dataset.configuration().forEach((key, value) -> pairs.put(PREFIX + key, value));
        put(pairs, "format-version", dataset.formatVersion());
        put(pairs, "bounds", dataset.bounds());
        put(pairs, "padding-id", dataset.paddingId());
        put(pairs, "unknown-id", dataset.unknownId());
        if (dataset.labelling() == Labelling.TARGET_SEQUENCE) {
            put(pairs, "start-id", dataset.startId());
            put(pairs, "end-id", dataset.endId());
        }
        put(pairs, "vocabulary-sha256", dataset.vocabulary().sha256());
        put(pairs, "labels-sha256", dataset.labels().sha256());
        put(pairs, "inputs", inputs(dataset));
        put(pairs, "rows-read", counts.rowsRead());
        put(pairs, "extra-windows", counts.extraWindows());
        put(pairs, "rows-written", counts.rowsWritten());
        put(pairs, "rows-rejected", counts.rowsRejected());
        put(pairs, "rows-dropped", counts.rowsDropped());
        return pairs;
    }

    /** One line for each input: its SHA-256, its split, its name. */
    private static String inputs(DatasetMetadata dataset) {
        return dataset.inputs().stream()
                .map(input -> input.sha256() + " " + input.split() + " " + input.name())
                .collect(Collectors.joining("\n"));
    }

    private static void put(Map<String, String> pairs, String key, Object value) {
        pairs.put(PREFIX + key, String.valueOf(value));
    }
}
