package io.maskwise.spark;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a prediction did.
 *
 * @param read what became of the records that were read
 * @param written what was written
 * @param seconds how long it took, reading included
 */
public record PredictionReport(ReadAccount read, PredictedPart written, double seconds) {
    /** That of predictions which say of themselves what they are. */
    public static PredictionReport of(PredictionMetadata metadata, double seconds) {
        return new PredictionReport(metadata.read(), metadata.written(), seconds);
    }

    /** Several as one; none is one of nothing. */
    public static PredictionReport together(List<PredictionReport> reports) {
        ReadAccount read = new ReadAccount(0, 0, Collections.emptySortedMap(), Collections.emptySortedMap());
        PredictedPart written = PredictedPart.EMPTY;
        double seconds = 0;
        for (PredictionReport report : reports) {
            read = read.merge(report.read());
            written = written.merge(report.written());
            seconds += report.seconds();
        }
        return new PredictionReport(read, written, seconds);
    }

    /** The share of the tokens that the model's vocabulary does not hold; 0 where there are none. */
    public double unknownRate() {
        return written.unknownRate();
    }

    /** The numbers for the result file, by the keys that others rely on. */
    public Map<String, Object> metrics() {
        Map<String, Object> metrics = new LinkedHashMap<>();
        metrics.put("rowsRead", read.rowsRead());
        metrics.put("extraWindows", read.extraWindows());
        metrics.put("rowsWritten", written.rows());
        metrics.put("rowsRejected", read.rowsRejected());
        metrics.put("rowsDropped", read.rowsDropped());
        metrics.put("realTokens", written.realTokens());
        metrics.put("unknownRate", unknownRate());
        metrics.put("truncatedRows", written.rowsTruncated());
        metrics.put("tokensCut", written.tokensTruncated());
        metrics.put("seconds", seconds);
        metrics.put("realTokensPerSecond", seconds > 0 ? written.realTokens() / seconds : 0.0);
        return metrics;
    }
}
