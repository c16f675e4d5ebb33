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

/** Law L2: multi-head attention gives Keras' own outputs, weights, masks and gradients. */
final class TestMultiHeadAttentionGoldens {
    private static final String OUTPUT_BIAS = "attention_output/bias";

    static Stream<Golden> inDouble() {
        return Goldens.cases("f64/multi_head_attention").stream();
    }

    static Stream<Golden> inFloat() {
        return Goldens.cases("multi_head_attention").stream();
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

    private static final class Case {
        private final Golden golden;
        private final double tolerance;
        private final MultiHeadAttention layer;
        private final Map<String, Tensor> weights = new LinkedHashMap<>();
        private final boolean self;

        Case(Golden golden, double tolerance) {
            this.golden = golden;
            this.tolerance = tolerance;
            this.self = !golden.content().path("grads").has("value");
            JsonNode dims = golden.meta().path("dims");
            this.layer = new MultiHeadAttention(
                    dims.path("num_heads").asInt(),
                    dims.path("key_dim").asInt(),
                    dims.path("value_dim").asInt(),
                    true,
                    0,
                    golden.content().path("call_kwargs").path("use_causal_mask").asBoolean()
                            ? CausalMask.PLACES
                            : CausalMask.NONE,
                    mask("attention_mask").isPresent(),
                    true);
            JsonNode shared = golden.meta().path("shared").path("weights");
            shared.fieldNames()
                    .forEachRemaining(
                            name -> weights.put(name, Expectations.tensor(GoldenTensor.of(shared.path(name)))));
        }

        /** A mask that the call names. */
        private Optional<GoldenTensor> mask(String name) {
            JsonNode mask = golden.content().path("masks").path(name);
            return mask.isObject() ? Optional.of(GoldenTensor.of(mask)) : Optional.empty();
        }

        /** The mask of an input: the one that comes with it, or the one that the call names. */
        private Optional<Mask> inputMask(String input) {
            JsonNode implicit = golden.content().path("implicit_masks").path(input);
            Optional<GoldenTensor> mask =
                    implicit.isObject() ? Optional.of(GoldenTensor.of(implicit)) : mask(input + "_mask");
            return mask.map(found -> Mask.of(found.booleanRows()));
        }

        private boolean namesQueryMask() {
            return mask("query_mask").isPresent();
        }

        /** What the layer is given; Keras ignores a query mask that is named. */
        private List<Activation> inputs(boolean withQueryMask) {
            List<Activation> inputs = new ArrayList<>();
            Tensor query = Expectations.tensor(golden.shared("query"));
            boolean masked = withQueryMask || !namesQueryMask();
            inputs.add(new Activation(query, masked ? inputMask("query") : Optional.empty()));
            boolean ownKey = golden.content().path("grads").has("key");
            if (!self) {
                inputs.add(new Activation(Expectations.tensor(golden.shared("value")), inputMask("value")));
            }
            if (ownKey || inputMask("key").isPresent()) {
                GoldenTensor key = golden.shared(ownKey ? "key" : "value");
                inputs.add(new Activation(Expectations.tensor(key), inputMask("key")));
            }
            mask("attention_mask").ifPresent(mask -> inputs.add(Activation.unmasked(Expectations.tensor(mask))));
            return inputs;
        }

        void check() {
            List<Shape> shapes = inputs(false).stream()
                    .map(input -> Shape.sequence(input.values().features()))
                    .toList();
            assertThat(layer.parameters(shapes))
                    .extracting(Parameter::name)
                    .containsExactlyElementsOf(weights.keySet());
            layer.parameters(shapes)
                    .forEach(parameter -> assertThat(parameter.axes())
                            .isEqualTo(Parameters.of(weights, parameter.name()).shape()));
            checkAsKeras();
            if (namesQueryMask()) {
                assertThat(KerasArtefacts.EXPLICIT_QUERY_MASK.is(golden)).isTrue();
                checkQueries(layer.forward(inputs(true), weights, Call.inference()), inputs(true));
            }
        }

        private void checkAsKeras() {
            List<Activation> inputs = inputs(false);
            LayerPass pass = layer.forward(inputs, weights, Call.inference());
            checkQueries(pass, inputs);
            Expectations.assertClose(
                    "weights", pass.outputs().get(1).values(), golden.tensor("attention_scores"), tolerance);
            assertThat(layer.computeMask(inputs))
                    .isEqualTo(
                            golden.has("output_mask")
                                    ? Optional.of(
                                            Mask.of(golden.tensor("output_mask").booleanRows()))
                                    : Optional.empty());
            Map<String, Tensor> gradients = new LinkedHashMap<>();
            weights.forEach((name, weight) -> gradients.put(name, Tensor.zeros(weight.shape())));
            Tensor upstream = Expectations.tensor(golden.shared("upstream"));
            List<Tensor> ofInputs = pass.backward(upstream, gradients);
            for (int query = 0; query < upstream.rows(); query++) {
                if (!counts(inputs, query)) {
                    add(Parameters.of(gradients, OUTPUT_BIAS), row(upstream, query));
                }
            }
            gradients.put("query", ofInputs.get(0));
            if (!self) {
                gradients.put("value", ofInputs.get(1));
            }
            boolean ownKey = golden.content().path("grads").has("key");
            if (ownKey) {
                gradients.put("key", ofInputs.get(2));
            } else if (inputMask("key").isPresent()) {
                add(Parameters.of(gradients, "value"), ofInputs.get(2).values());
            }
            JsonNode expected =
                    golden.content().path(golden.has("grads_with_scores_path") ? "grads_with_scores_path" : "grads");
            assertThat(expected).hasSize(gradients.size());
            gradients.forEach((name, gradient) -> Expectations.assertClose(
                    "gradient of " + name, gradient, GoldenTensor.of(expected.path(name)), tolerance));
        }

        /** Keras' outputs on both of its paths at queries that count; zeros at others. */
        private void checkQueries(LayerPass pass, List<Activation> inputs) {
            Tensor output = pass.output().values();
            for (String path : List.of("output", "output_with_scores_path")) {
                Tensor expected = Expectations.tensor(golden.tensor(path));
                assertThat(output.shape()).isEqualTo(expected.shape());
                for (int query = 0; query < output.rows(); query++) {
                    boolean counts = counts(inputs, query);
                    double[] wanted = counts ? row(expected, query) : new double[output.features()];
                    Expectations.assertClose(path + " at query " + query, row(output, query), wanted, tolerance);
                    assertThat(counts
                                    || KerasArtefacts.MULTI_HEAD_ATTENTION_WITHOUT_KEYS.is(golden)
                                    || KerasArtefacts.EXPLICIT_QUERY_MASK.is(golden))
                            .as("listed as an artefact")
                            .isTrue();
                }
            }
        }

        /** Whether a query, counted over all rows, is real and sees something: Keras' weights tell. */
        private boolean counts(List<Activation> inputs, int query) {
            Tensor scores = Expectations.tensor(golden.tensor("attention_scores"));
            int queries = scores.dimension(2);
            int row = query / queries;
            double[] weights = row(scores, row * scores.dimension(1) * queries + query % queries);
            boolean real =
                    inputs.get(0).mask().isEmpty() || inputs.get(0).mask().get().isReal(row, query % queries);
            return real && Arrays.stream(weights).sum() > 0.5;
        }

        private static double[] row(Tensor tensor, int row) {
            return Arrays.copyOfRange(tensor.values(), row * tensor.features(), (row + 1) * tensor.features());
        }

        private static void add(Tensor sum, double[] other) {
            for (int i = 0; i < other.length; i++) {
                sum.values()[i] += other[i];
            }
        }
    }
}
