package io.maskwise.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Networks for target sequences, written layer by layer. */
final class TestDecoderCheck {
    private static final int VOCABULARY = 12;
    private static final int TARGETS = 14;

    /** The layers of {@link Seq2Seq}. */
    private static final List<Map<String, Object>> SHIPPED = List.of(
            Map.of("name", "source_embedding", "type", "embedding", "units", 6),
            Map.of("name", "encoder", "type", "lstm", "units", 5, "output", "sequence", "return-state", true),
            target("target_embedding", 6),
            Map.of(
                    "name",
                    "decoder",
                    "type",
                    "lstm",
                    "units",
                    5,
                    "output",
                    "sequence",
                    "inputs",
                    List.of("target_embedding", "encoder:1", "encoder:2")),
            Map.of("type", "attention", "inputs", List.of("decoder", "encoder")),
            Map.of("name", "attended", "type", "concatenate", "inputs", List.of("decoder", "attention")),
            Map.of("name", "logits", "type", "dense", "units", "labels"));

    private static Map<String, Object> target(String name, int units) {
        return Map.of(
                "name", name, "type", "embedding", "vocabulary-size", "labels", "units", units, "inputs", "targets");
    }

    private static ModelOptions options(ModelTask task, List<Map<String, Object>> layers) {
        return new ModelOptions(
                task, layers, 6, new RecurrentOptions(5, RecurrentDirection.FORWARD), Precision.DOUBLE, 1);
    }

    @Test
    void theShippedNetworkCanBeWrittenOut() {
        ModelSpec written = ModelSpec.of(options(ModelTask.SEQ2SEQ, SHIPPED), VOCABULARY, TARGETS);
        assertThat(written).isEqualTo(ModelSpec.of(options(ModelTask.SEQ2SEQ, List.of()), VOCABULARY, TARGETS));
    }

    static List<Arguments> readers() {
        Map<String, Object> embedding = target("target", 4);
        Map<String, Object> causal = Map.of("type", "self-attention", "units", 4, "causal", "order");
        return List.of(
                Arguments.of("each id by itself", embedding, Map.of("type", "dense", "units", 3)),
                Arguments.of("forwards", embedding, Map.of("type", "gru", "units", 3, "output", "sequence")),
                Arguments.of("to earlier steps", embedding, causal));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("readers")
    void acceptsWhatReadsOnlyWhatWasWritten(String name, Map<String, Object> embedding, Map<String, Object> reader) {
        assertThat(options(ModelTask.SEQ2SEQ, decoder(embedding, reader)).layers())
                .hasSize(5);
    }

    /** What reads the target, added to a mean of the source. */
    private static List<Map<String, Object>> decoder(Map<String, Object> embedding, Map<String, Object> reader) {
        return List.of(
                Map.of("name", "source", "type", "embedding", "units", 4),
                embedding,
                reader,
                Map.of("name", "attended", "type", "attention", "inputs", List.of("target", "source")),
                Map.of(
                        "name",
                        "logits",
                        "type",
                        "concatenate",
                        "inputs",
                        List.of(String.valueOf(reader.get("type")), "attended")));
    }

    static List<Map<String, Object>> leaks() {
        Map<String, Object> lstm = Map.of("type", "lstm", "units", 3, "output", "sequence");
        return List.of(Map.of("type", "bidirectional", "layer", lstm), Map.of("type", "self-attention", "units", 4));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("leaks")
    void refusesWhatReadsAhead(Map<String, Object> reader) {
        List<Map<String, Object>> layers = decoder(target("target", 4), reader);
        assertThatThrownBy(() -> options(ModelTask.SEQ2SEQ, layers))
                .hasMessageStartingWith("Invalid layers: the output logits at step ")
                .hasMessageContaining(
                        " of a target depends on what stands at step 3 (a decoder must not read ahead: let"
                                + " layers over targets read forwards, and attend to them with causal = places or order)");
    }

    @Test
    void refusesOutputsThatAreNotOfTheTargetsSteps() {
        Map<String, Object> reader = Map.of("name", "reader", "type", "gru", "units", 5, "inputs", "target_embedding");
        Map<String, Object> encoder = Map.of(
                "name",
                "encoder",
                "type",
                "gru",
                "units",
                5,
                "output",
                "sequence",
                "inputs",
                List.of("source_embedding", "reader"));
        Map<String, Object> logits = Map.of("name", "logits", "type", "dense", "units", "labels");
        assertThatThrownBy(() ->
                        options(ModelTask.SEQ2SEQ, List.of(SHIPPED.get(0), SHIPPED.get(2), reader, encoder, logits)))
                .hasMessageContaining("the output logits is ")
                .hasMessageEndingWith("not of the steps of targets (must have an output, and the mask, of each)");
        List<Map<String, Object>> layers = new ArrayList<>(SHIPPED.subList(0, 6));
        layers.add(Map.of("name", "logits", "type", "global-average-pooling-1d", "inputs", "attended"));
        assertThatThrownBy(() -> options(ModelTask.SEQ2SEQ, layers))
                .hasMessageContaining("not of the steps of targets");
    }

    @Test
    void theTaskMustFit() {
        assertThatThrownBy(() -> options(ModelTask.TAGGING, SHIPPED))
                .hasMessage("Invalid task: tagging (must be seq2seq, as its layers read targets)");
    }
}
