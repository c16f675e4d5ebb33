package io.maskwise.training;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.maskwise.MaskwiseException;
import io.maskwise.Sha256;
import io.maskwise.model.ModelTask;
import io.maskwise.model.Precision;
import io.maskwise.model.SequenceNetwork;
import io.maskwise.sequence.PaddingOptions;
import io.maskwise.text.Labelling;
import io.maskwise.text.TokenizerOptions;
import java.io.IOException;
import java.util.List;

/**
 * What a trained model is: {@code model.json}.
 *
 * @param formatVersion the version of the folder's layout, {@link #FORMAT_VERSION}
 * @param runId the run that made it
 * @param task what it predicts
 * @param labelling what its labels belong to
 * @param tokenizer how text becomes its tokens
 * @param tokenizerSha256 the SHA-256 of {@code tokenizer.json}; empty where the tokenizer has none
 * @param padding where its sequences were padded, and what became of those that were too long
 * @param longestRow the longest padded length that it was trained on
 * @param vocabularySha256 the SHA-256 of {@code vocabulary.tsv}
 * @param labelsSha256 the SHA-256 of {@code labels.tsv}, or of {@code target-vocabulary.tsv}
 * @param precision the type of its parameters
 * @param layers its layers in order
 * @param parameterCount how many parameters it has
 * @param parametersDigest the SHA-256 of the float32 little-endian flat parameters
 */
public record ModelDescription(
        int formatVersion,
        String runId,
        ModelTask task,
        Labelling labelling,
        TokenizerOptions tokenizer,
        String tokenizerSha256,
        PaddingOptions padding,
        int longestRow,
        String vocabularySha256,
        String labelsSha256,
        Precision precision,
        List<LayerSummary> layers,
        int parameterCount,
        String parametersDigest) {
    /** The layout that this program writes and reads. */
    public static final int FORMAT_VERSION = 2;

    /**
     * One layer.
     *
     * @param name its name
     * @param layer its kind and sizes
     * @param inputs the names of what it reads
     * @param parameterCount how many parameters it has
     */
    public record LayerSummary(String name, String layer, List<String> inputs, int parameterCount) {}

    static ModelDescription of(RunDescription run, DataDescription data, SequenceNetwork network) {
        return new ModelDescription(
                FORMAT_VERSION,
                run.id(),
                network.spec().task(),
                data.labelling(),
                data.tokenizer(),
                data.tokenizerFile().map(Sha256::of).orElse(""),
                data.padding(),
                data.longestRow(),
                data.vocabulary().sha256(),
                data.labels().sha256(),
                network.precision(),
                layers(network),
                network.parameterCount(),
                network.state().parameters().digest());
    }

    /**
     * The description that a file holds.
     *
     * @param source what to call the file in errors
     * @throws MaskwiseException with exit 3 if it is none of this format version
     */
    static ModelDescription fromJson(String json, String source) throws IOException {
        try {
            int version = Json.version(json);
            if (version != FORMAT_VERSION) {
                throw MaskwiseException.input(
                        "Cannot read %s: its format version is %d (must be %d; train the model again with this version of"
                                + " maskwise, or use the version that made it)",
                        source, version, FORMAT_VERSION);
            }
            return Json.read(json, ModelDescription.class);
        } catch (JsonProcessingException malformed) {
            throw MaskwiseException.input(
                    malformed,
                    "Cannot read %s: it is not the description of a model: %s (train the model again)",
                    source,
                    malformed.getOriginalMessage().lines().findFirst().orElse("it is damaged"));
        }
    }

    private static List<LayerSummary> layers(SequenceNetwork network) {
        return network.spec().nodes().stream()
                .map(node -> new LayerSummary(
                        node.name(),
                        node.layer().toString(),
                        node.inputs(),
                        network.spec().parameters(node).stream()
                                .mapToInt(parameter -> parameter.length())
                                .sum()))
                .toList();
    }
}
