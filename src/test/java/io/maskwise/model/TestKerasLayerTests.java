package io.maskwise.model;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.maskwise.sequence.Mask;
import io.maskwise.testing.Golden;
import io.maskwise.testing.GoldenTensor;
import io.maskwise.testing.Goldens;
import io.maskwise.testing.KerasArtefacts;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Law L2: the mask makers and the attention layers pass Keras' own tests of them. */
final class TestKerasLayerTests {
    private static Stream<Golden> tests(String folder, String... files) {
        return Stream.of(files)
                .flatMap(
                        file -> Goldens.kerasOwnTests("keras/src/layers/" + folder + "/" + file + "_test.py").stream());
    }

    static Stream<Golden> embeddings() {
        return tests("core", "embedding");
    }

    static Stream<Golden> maskings() {
        return tests("core", "masking");
    }

    static Stream<Golden> attentions() {
        return tests("attention", "attention", "additive_attention");
    }

    static Stream<Golden> attentionsOfHeads() {
        return tests("attention", "multi_head_attention");
    }

    /** Keras looks up a plain list of ids, which is one row here. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("embeddings")
    void looksUpAndMasksAsKerasExpects(Golden golden) {
        Tensor table = tensor(golden.content().path("weights").path("embeddings"));
        double[] ids = golden.tensor("input").doubles();
        Layer layer = new Embedding(table.rows(), table.features(), true, Initializer.UNIFORM);
        Activation row = Activation.unmasked(Tensor.of(ids, 1, ids.length));
        LayerPass pass = layer.forward(List.of(row), Map.of("embeddings", table), Call.inference());
        assertThat(pass.output().mask()).contains(Mask.of(new boolean[][] {booleans(golden, "expected_mask")}));
        Expectations.assertClose(
                "lookup",
                pass.output().values().values(),
                golden.tensor("expected").doubles(),
                0);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("maskings")
    void masksAsKerasExpects(Golden golden) {
        Layer layer = new Masking(golden.config("mask_value").asDouble());
        Activation input = Activation.unmasked(Expectations.tensor(golden.tensor("input")));
        JsonNode rows = golden.content().path("expected_mask");
        boolean[][] expected = new boolean[rows.size()][];
        Arrays.setAll(expected, row -> booleans(rows.path(row)));
        assertThat(layer.computeMask(List.of(input))).contains(Mask.of(expected));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("attentions")
    void attendsAsKerasExpects(Golden golden) {
        boolean additive = golden.content().path("layer").asText().equals("AdditiveAttention");
        ScoreMode mode = golden.config("score_mode").asText().equals("concat") ? ScoreMode.CONCAT : ScoreMode.DOT;
        AttentionLayer layer = additive
                ? new AdditiveAttention(golden.config("use_scale").asBoolean(), 0, CausalMask.NONE, true)
                : new Attention(false, mode, 0, CausalMask.NONE, true);
        List<Activation> inputs = new ArrayList<>();
        for (JsonNode input : golden.content().path("inputs_query_value_key")) {
            JsonNode mask = golden.content().path("masks_query_value").path(inputs.size());
            Optional<Mask> rows =
                    mask.isObject() ? Optional.of(Mask.of(GoldenTensor.of(mask).booleanRows())) : Optional.empty();
            inputs.add(new Activation(tensor(input), rows));
        }
        Map<String, Tensor> weights = new LinkedHashMap<>();
        golden.content()
                .path("weights")
                .fields()
                .forEachRemaining(weight -> weights.put(weight.getKey(), tensor(weight.getValue())));
        LayerPass pass = layer.forward(inputs, weights, Call.inference());

        Tensor scores = Expectations.tensor(golden.tensor("expected_scores"));
        inputs.get(0).mask().ifPresent(mask -> {
            assertThat(KerasArtefacts.WEIGHTS_OF_MASKED_QUERIES.is(golden)).isTrue();
            Steps.fillMasked(scores, Optional.of(mask), 0);
        });
        double tolerance = golden.content().path("tolerance").asDouble();
        Expectations.assertClose("output", pass.outputs().get(0).values(), golden.tensor("expected"), tolerance);
        Expectations.assertClose("weights", pass.outputs().get(1).values().values(), scores.values(), tolerance);
    }

    /** Every kernel is [8, 8, 8], one where its first and last index are equal. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("attentionsOfHeads")
    void attendsInHeadsAsKerasExpects(Golden golden) {
        assertThat(golden.content().path("weights").asText()).contains("= identity repeated over heads", "biases 0");
        int heads = golden.config("num_heads").asInt();
        int size = golden.config("key_dim").asInt();
        Layer layer = new MultiHeadAttention(heads, size, size, true, 0, CausalMask.NONE, false, true);
        List<Activation> inputs = Stream.of("query", "value", "key")
                .map(name -> Activation.unmasked(Expectations.tensor(golden.tensor(name))))
                .toList();
        List<Shape> shapes = inputs.stream()
                .map(input -> Shape.sequence(input.values().features()))
                .toList();
        Map<String, Tensor> weights = new LinkedHashMap<>();
        for (Parameter parameter : layer.parameters(shapes)) {
            Tensor weight = Tensor.zeros(parameter.axes());
            if (parameter.name().endsWith("/kernel")) {
                for (int i = 0; i < size; i++) {
                    for (int middle = 0; middle < heads; middle++) {
                        weight.values()[(i * heads + middle) * size + i] = 1;
                    }
                }
            }
            weights.put(parameter.name(), weight);
        }
        LayerPass pass = layer.forward(inputs, weights, Call.inference());
        double tolerance = golden.content().path("tolerance").asDouble();
        Expectations.assertClose("output", pass.outputs().get(0).values(), golden.tensor("expected"), tolerance);
        Expectations.assertClose(
                "weights", pass.outputs().get(1).values(), golden.tensor("expected_scores"), tolerance);
    }

    private static Tensor tensor(JsonNode node) {
        return Expectations.tensor(GoldenTensor.of(node));
    }

    private static boolean[] booleans(Golden golden, String field) {
        return booleans(golden.content().path(field));
    }

    private static boolean[] booleans(JsonNode list) {
        boolean[] values = new boolean[list.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = list.path(i).asBoolean();
        }
        return values;
    }
}
