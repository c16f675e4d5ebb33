package io.maskwise.spark;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import io.maskwise.MaskwiseException;
import io.maskwise.model.ModelTask;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a folder of predictions says of itself: {@code _maskwise/predictions.json}, the same bytes for the same inputs.
 *
 * @param formatVersion the version of the layout on disk, {@link #FORMAT_VERSION}
 * @param createdBy the program
 * @param configuration all that shapes the predictions, the identity of the model included
 * @param runId the run whose model it was
 * @param task what that predicts
 * @param labels its classes, in the order of {@code class_probabilities}; empty where it writes targets
 * @param inputs the files read; none where a dataset was, which the configuration names
 * @param read what became of the records that were read
 * @param written what was written
 */
@JsonIgnoreProperties(
        value = {"rowsRead", "rowsWritten", "rowsRejected", "rowsDropped", "unknownRate"},
        allowGetters = true)
@JsonPropertyOrder({
    "formatVersion",
    "createdBy",
    "rowsRead",
    "rowsWritten",
    "rowsRejected",
    "rowsDropped",
    "unknownRate",
    "runId",
    "task",
    "labels",
    "read",
    "written",
    "inputs"
})
public record PredictionMetadata(
        int formatVersion,
        String createdBy,
        SortedMap<String, String> configuration,
        String runId,
        ModelTask task,
        List<String> labels,
        List<InputFile> inputs,
        ReadAccount read,
        PredictedPart written) {
    /** The layout that this program writes and reads. */
    public static final int FORMAT_VERSION = 1;

    private static final ObjectMapper JSON = new ObjectMapper()
            .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES);
    private static final ObjectWriter PRETTY = JSON.writer(new DefaultPrettyPrinter()
            .withObjectIndenter(new DefaultIndenter("  ", "\n"))
            .withArrayIndenter(new DefaultIndenter("  ", "\n")));

    public PredictionMetadata {
        configuration = Collections.unmodifiableSortedMap(new TreeMap<>(configuration));
        labels = List.copyOf(labels);
        inputs = List.copyOf(inputs);
    }

    /** Records found. */
    @JsonProperty
    public long rowsRead() {
        return read.rowsRead();
    }

    /** Rows predicted. */
    @JsonProperty
    public long rowsWritten() {
        return written.rows();
    }

    /** Records that cannot be predicted; each is kept under {@code _maskwise/rejected/}. */
    @JsonProperty
    public long rowsRejected() {
        return read.rowsRejected();
    }

    /** Records left out by the model's policy. */
    @JsonProperty
    public long rowsDropped() {
        return read.rowsDropped();
    }

    /** The share of the tokens that the model's vocabulary does not hold; 0 where there are none. */
    @JsonProperty
    public double unknownRate() {
        return written.unknownRate();
    }

    /** Whether every record read is written, rejected or dropped, windows counted apart (law L7). */
    boolean isClosed() {
        return rowsRead() + read.extraWindows() == rowsWritten() + rowsRejected() + rowsDropped();
    }

    String toJson() {
        try {
            return PRETTY.writeValueAsString(this) + "\n";
        } catch (JsonProcessingException bug) {
            throw new IllegalStateException("Cannot write the description of predictions: " + bug.getMessage(), bug);
        }
    }

    /** @throws MaskwiseException if the text is not a description of this format version (exit 4: it is in the way) */
    static PredictionMetadata fromJson(String json, String source) {
        try {
            int version = JSON.readTree(json).path("formatVersion").asInt();
            if (version == FORMAT_VERSION) {
                return JSON.readValue(json, PredictionMetadata.class);
            }
            throw MaskwiseException.occupied(
                    "Cannot read %s: its format version is %d (must be %d; predict again with --overwrite)",
                    source, version, FORMAT_VERSION);
        } catch (JsonProcessingException malformed) {
            throw MaskwiseException.occupied(
                    malformed,
                    "Cannot read %s: it is not the description of predictions: %s (predict again with --overwrite)",
                    source,
                    malformed.getOriginalMessage().lines().findFirst().orElse("it is damaged"));
        }
    }
}
