package io.maskwise.spark;

import io.maskwise.text.Labelling;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a preparation did.
 *
 * @param metadata the description of the dataset that it made
 * @param seconds how long it took
 */
public record PreparationReport(DatasetMetadata metadata, double seconds) {
    /** The numbers for the result file, by the keys that others rely on. */
    public Map<String, Object> metrics() {
        Map<String, Object> metrics = new LinkedHashMap<>();
        metrics.put("rowsRead", metadata.total(SplitCounts::rowsRead));
        metrics.put("extraWindows", metadata.total(SplitCounts::extraWindows));
        metrics.put("rowsWritten", metadata.total(SplitCounts::rowsWritten));
        metrics.put("rowsRejected", metadata.total(SplitCounts::rowsRejected));
        metrics.put("rowsDropped", metadata.total(SplitCounts::rowsDropped));
        metrics.put("realTokens", metadata.realTokens());
        metrics.put("cells", metadata.cells());
        metrics.put("paddingEfficiency", metadata.paddingEfficiency());
        metrics.put("vocabularySize", metadata.vocabulary().size());
        if (metadata.labelling() == Labelling.TARGET_SEQUENCE) {
            metrics.put("targetVocabularySize", metadata.labels().size());
        }
        metrics.put("unknownRate", metadata.unknownRate());
        metrics.put(
                "bytesRead",
                metadata.inputs().stream().mapToLong(InputFile::bytes).sum());
        metrics.put("seconds", seconds);
        return metrics;
    }
}
