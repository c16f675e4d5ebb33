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

/** Law L2: dot-product and additive attention give Keras' own outputs, weights, masks and gradients. */
final class TestAttentionGoldens {
    static Stream<Golden> inDouble() {
        return Goldens.cases("f64/attention_layers").stream();
    }

    static Stream<Golden> inFloat() {
        return Goldens.cases("attention_layers").stream();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("inDouble")
    void attendsAsKerasInDouble(Golden golden) {
        new Case(golden, 1e-9).check();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("inFloat")
    void attendsAsKerasInFloat(Golden golden) {
        new Case(golden, 1e-5).check();
    }

    /** One case, and what each of its queries may see. */
    private static final class Case {
        private final Golden golden;
        private final double tolerance;
        private final AttentionLayer layer;
        private final List<Activation> inputs;
        private final Map<String, Tensor> weights = new LinkedHashMap<>();
        private final Tensor keras;

        Case(Golden golden, double tolerance) {
            this.golden = golden;
            this.tolerance = tolerance;
            this.layer = layer(golden);
            this.inputs = inputs(golden.content());
            this.keras = Expectations.tensor(golden.tensor("attention_scores"));
            List<Shape> shapes = inputs.stream()
                    .map(input -> Shape.sequence(input.values().features()))
                    .toList();
            for (Parameter parameter : layer.parameters(shapes)) {
                double[] values = GoldenTensor.of(
                                golden.content().path("weights").path(parameter.name()))
                        .doubles();
                weights.put(parameter.name(), Tensor.of(values, parameter.axes()));
            }
        }

        private static AttentionLayer layer(Golden golden) {
            boolean scale = golden.config("use_scale").asBoolean();
            double dropout = golden.config("dropout").asDouble();
            JsonNode call = golden.content().path("call_kwargs");
            CausalMask causal = call.path("use_causal_mask").asBoolean() ? CausalMask.PLACES : CausalMask.NONE;
            return switch (golden.content().path("layer").asText()) {
                case "Attention" ->
                    new Attention(
                            scale,
                            golden.config("score_mode").asText().equals("concat") ? ScoreMode.CONCAT : ScoreMode.DOT,
                            dropout,
                            causal,
                            true);
                case "AdditiveAttention" -> new AdditiveAttention(scale, dropout, causal, true);
                default ->
                    throw new IllegalArgumentException(
                            "Unknown layer: " + golden.content().path("layer"));
            };
        }

        private static List<Activation> inputs(JsonNode content) {
            List<Activation> inputs = new ArrayList<>();
            for (JsonNode input : content.path("inputs")) {
                JsonNode mask = content.path("masks").path(inputs.size());
                inputs.add(new Activation(
                        Expectations.tensor(GoldenTensor.of(input)),
                        mask.isObject()
                                ? Optional.of(Mask.of(GoldenTensor.of(mask).booleanRows()))
                                : Optional.empty()));
            }
            return inputs;
        }

        void check() {
            LayerPass pass = layer.forward(inputs, weights, Call.inference());
            Map<String, Tensor> gradients = new LinkedHashMap<>();
            weights.forEach((name, weight) -> gradients.put(name, Tensor.zeros(weight.shape())));
            Tensor upstream = Expectations.tensor(golden.tensor("upstream"));
            List<Tensor> ofInputs = pass.backward(upstream, gradients);
            checkQueries(pass);
            assertThat(layer.computeMask(inputs))
                    .isEqualTo(
                            golden.has("compute_mask")
                                    ? Optional.of(Mask.of(
                                            golden.tensor("compute_mask").booleanRows()))
                                    : Optional.empty());
            addKerasShareOfBlindQueries(upstream, ofInputs, gradients);
            JsonNode expected = golden.content().path("grads");
            for (int i = 0; i < ofInputs.size(); i++) {
                close("gradient of input " + i, ofInputs.get(i).values(), expected.path("input_" + i));
            }
            gradients.forEach((name, gradient) -> close("gradient of " + name, gradient.values(), expected.path(name)));
            assertThat(expected).hasSize(ofInputs.size() + gradients.size());
        }

        private void close(String what, double[] actual, JsonNode expected) {
            Expectations.assertClose(what, actual, GoldenTensor.of(expected).doubles(), tolerance);
        }

        /** Outputs and weights of every query: Keras' where it sees something, else zeros. */
        private void checkQueries(LayerPass pass) {
            Tensor output = pass.outputs().get(0).values();
            Tensor ours = pass.outputs().get(1).values();
            Tensor expected = Expectations.tensor(golden.tensor("output"));
            assertThat(output.shape()).isEqualTo(expected.shape());
            assertThat(ours.shape()).isEqualTo(keras.shape());
            for (int query = 0; query < output.rows(); query++) {
                String at = " of query " + query;
                boolean sees = isReal(0, query) && sees(query);
                double[] zeros = new double[output.features()];
                // Keras gives zeros to masked queries too, but not to those that see nothing.
                boolean recorded = sees || !isReal(0, query);
                Expectations.assertClose(
                        "output" + at, row(output, query), recorded ? row(expected, query) : zeros, tolerance);
                Expectations.assertClose(
                        "weights" + at,
                        row(ours, query),
                        sees ? row(keras, query) : new double[ours.features()],
                        tolerance);
                assertThat(sees || KerasArtefacts.ATTENTION_WITHOUT_KEYS.is(golden))
                        .as("listed as an artefact")
                        .isTrue();
            }
        }

        private static double[] row(Tensor tensor, int row) {
            return Arrays.copyOfRange(tensor.values(), row * tensor.features(), (row + 1) * tensor.features());
        }

        /** Whether a step of an input, counted over all rows, is real. */
        private boolean isReal(int input, int place) {
            Activation activation = inputs.get(input);
            int time = activation.values().dimension(1);
            return activation.mask().isEmpty() || activation.mask().get().isReal(place / time, place % time);
        }

        /** Whether there is a key that a query, counted over all rows, may see. */
        private boolean sees(int query) {
            int queries = inputs.get(0).values().dimension(1);
            int keys = inputs.get(1).values().dimension(1);
            for (int key = 0; key < keys; key++) {
                boolean before = layer.causal() == CausalMask.NONE || key <= query % queries;
                if (before && isReal(1, query / queries * keys + key)) {
                    return true;
                }
            }
            return false;
        }

        /** Adds what Keras lets flow back from queries that see nothing, through the weights that it recorded. */
        private void addKerasShareOfBlindQueries(
                Tensor upstream, List<Tensor> ofInputs, Map<String, Tensor> gradients) {
            int queries = inputs.get(0).values().dimension(1);
            int keys = inputs.get(1).values().dimension(1);
            int last = inputs.size() - 1;
            for (int query = 0; query < upstream.rows(); query++) {
                if (isReal(0, query) && !sees(query)) {
                    int first = query / queries * keys;
                    Tensor values = rows(inputs.get(1).values(), first, keys);
                    Tensor flowing = rows(upstream, query, 1);
                    Tensor probabilities = rows(keras, query, 1);
                    Tensor ofScores = Tensor.zeros(1, keys);
                    double[] products = new double[keys];
                    for (int key = 0; key < keys; key++) {
                        for (int f = 0; f < values.features(); f++) {
                            double flow = flowing.values()[f];
                            products[key] += flow * values.values()[key * values.features() + f];
                            ofInputs.get(1).values()[(first + key) * values.features() + f] +=
                                    flow * probabilities.values()[key];
                        }
                    }
                    SoftmaxRows.gradient(probabilities.values(), products, ofScores.values(), 0, keys);
                    ScoreFunction.Gradients back = score().backward(
                                    ofScores,
                                    rows(inputs.get(0).values(), query, 1),
                                    rows(inputs.get(last).values(), first, keys),
                                    gradients);
                    add(ofInputs.get(0), query, back.queries());
                    add(ofInputs.get(last), first, back.keys());
                }
            }
        }

        private ScoreFunction score() {
            return layer instanceof Attention attention
                    ? attention.score(weights)
                    : ((AdditiveAttention) layer).score(weights);
        }

        private static Tensor rows(Tensor tensor, int first, int count) {
            int width = tensor.features();
            return Tensor.of(Arrays.copyOfRange(tensor.values(), first * width, (first + count) * width), count, width);
        }

        private static void add(Tensor sum, int first, Tensor rows) {
            for (int i = 0; i < rows.values().length; i++) {
                sum.values()[first * sum.features() + i] += rows.values()[i];
            }
        }
    }
}
