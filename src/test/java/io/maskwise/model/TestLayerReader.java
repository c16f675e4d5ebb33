package io.maskwise.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class TestLayerReader {
    private static final Map<String, Object> EMBEDDING =
            Map.of("type", "embedding", "vocabulary-size", "vocabulary", "units", "5");

    private static List<LayerNode> read(List<Map<String, Object>> layers) {
        return new LayerReader(new DatasetSizes(30, 7)).nodes(layers);
    }

    @Test
    void readsEachLayerAfterTheOneBeforeIt() {
        assertThat(read(List.of(
                        EMBEDDING,
                        Map.of("type", "dense", "units", "4"),
                        Map.of("type", "dense", "name", "logits", "units", "labels"))))
                .containsExactly(
                        new LayerNode("embedding", new Embedding(30, 5), List.of(ModelSpec.INPUT)),
                        new LayerNode("dense", new Dense(4), List.of("embedding")),
                        new LayerNode("logits", new Dense(7), List.of("dense")));
    }

    @Test
    void namesLayersOfOneTypeApartAndReadsNamedInputs() {
        List<LayerNode> nodes = read(List.of(
                EMBEDDING,
                Map.of("type", "dense", "units", "4", "inputs", "embedding"),
                Map.of("type", "dense", "units", "3", "inputs", List.of("embedding"))));
        assertThat(nodes).extracting(LayerNode::name).containsExactly("embedding", "dense", "dense-2");
        assertThat(nodes.get(2).inputs()).containsExactly("embedding");
    }

    @Test
    void readsNamesThatHoldDimensions() {
        assertThat(read(List.of(EMBEDDING, Map.of("type", "global-average-pooling-1d")))
                        .get(1)
                        .layer())
                .isEqualTo(new GlobalAveragePooling1D());
    }

    @Test
    void takesAUsersOwnLayerByItsClass() {
        Map<String, Object> own = Map.of("type", Doubling.class.getName(), "factor", "2.5");
        assertThat(read(List.of(own)).get(0))
                .isEqualTo(new LayerNode(
                        "TestLayerReader$Doubling".replace('$', '-'), new Doubling(2.5), List.of("tokens")));
    }

    /** A user's own layer. */
    record Doubling(double factor) implements Layer {
        @Override
        public Shape outputShape(List<Shape> inputs) {
            return inputs.get(0);
        }

        @Override
        public LayerPass forward(List<Activation> inputs, Map<String, Tensor> parameters, Call call) {
            throw new UnsupportedOperationException("never called");
        }
    }

    static List<Arguments> faults() {
        return List.of(
                Arguments.of(
                        Map.of("type", "lstn", "units", "4"),
                        "layer 1 {type=lstn, units=4}: Unknown layer: Lstn (its class is not on the class path)"),
                Arguments.of(Map.of("units", "4"), "layer 1 {units=4}: it has no type"),
                Arguments.of(
                        Map.of("type", "dense"), "layer 1 {type=dense}: Missing option: units (it has no default)"),
                Arguments.of(
                        Map.of("type", "dense", "units", "many"),
                        "Invalid units: many (must be a whole number, or vocabulary or labels)"),
                Arguments.of(Map.of("type", "dense", "units", "0"), "Invalid number of units: 0 (must be >= 1)"),
                Arguments.of(
                        Map.of("type", "dense", "units", "4", "unitz", "3"),
                        "Unknown option: unitz (must be one of units"),
                Arguments.of(Map.of("type", "java.lang.String"), "Invalid layer: java.lang.String (must be a record"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("faults")
    void saysWhichLayerIsWrongAndWhy(Map<String, Object> layer, String message) {
        assertThatThrownBy(() -> read(List.of(layer)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("layer 1 {")
                .hasMessageContaining(
                        message.startsWith("layer") ? message.substring(message.indexOf("}: ")) : message);
    }

    @Test
    void optionsRefuseLayersThatAreForAnotherTask() {
        assertThatThrownBy(() -> new ModelOptions(
                        ModelTask.CLASSIFICATION,
                        List.of(EMBEDDING, Map.of("type", "dense", "units", "labels")),
                        1,
                        new RecurrentOptions(1, RecurrentDirection.FORWARD),
                        Precision.FLOAT,
                        1))
                .hasMessage(
                        "Invalid task: classification (must be tagging, as the last layer, dense, gives (batch, time, 4): a label for each step; pooling, or a recurrent layer with output = last, ends steps)");
    }

    @Test
    void refusesFewerOutputsThanLabels() {
        ModelOptions options = new ModelOptions(
                ModelTask.TAGGING,
                List.of(EMBEDDING, Map.of("type", "dense", "units", "6")),
                1,
                new RecurrentOptions(1, RecurrentDirection.FORWARD),
                Precision.FLOAT,
                1);
        assertThatThrownBy(() -> ModelSpec.of(options, 30, 7))
                .hasMessage("Invalid model: its output has 6 features (must be >= 7, the number of labels; write"
                        + " units = labels)");
    }
}
