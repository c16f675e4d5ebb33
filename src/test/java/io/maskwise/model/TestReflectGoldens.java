package io.maskwise.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.maskwise.metrics.LossSum;
import io.maskwise.sequence.Mask;
import io.maskwise.sequence.PaddedBatch;
import io.maskwise.testing.Golden;
import io.maskwise.testing.GoldenTensor;
import io.maskwise.testing.Goldens;
import io.maskwise.testing.KerasArtefacts;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Law L2: the Reflect network (embedding, self-attention, two dense layers) gives Keras' activations, loss, gradients and
 * weights through three steps of Adam.
 *
 * <p>The network reads a row of a fixed number of places, and a query at a padded place, which is zeros, attends too:
 * its mean of the real values reaches the dense layer. Here that is a query without a mask. With the literal mask along
 * the query axis, which softmax cancels, the golden is the network without any mask.
 */
final class TestReflectGoldens {
    private static final String LITERAL = "literal_query_rows";

    /** The steps of a sequence as places of their own: zeros under the mask, and no mask. */
    record PlacesWithZeros() implements Layer {
        @Override
        public MaskFlow maskFlow() {
            return MaskFlow.ENDS;
        }

        @Override
        public Shape outputShape(List<Shape> inputs) {
            return inputs.get(0);
        }

        @Override
        public LayerPass forward(List<Activation> inputs, Map<String, Tensor> parameters, Call call) {
            return new Same(Activation.unmasked(inputs.get(0).clearedValues()), inputs.get(0));
        }

        private record Same(Activation output, Activation input) implements LayerPass {
            @Override
            public List<Tensor> backward(Tensor upstream, Map<String, Tensor> gradients) {
                return List.of(new Activation(upstream, input.mask()).clearedValues());
            }
        }
    }

    /** All places of a row as one vector. */
    record Flat(int places) implements Layer {
        @Override
        public Shape outputShape(List<Shape> inputs) {
            return Shape.vector(places * inputs.get(0).features());
        }

        @Override
        public LayerPass forward(List<Activation> inputs, Map<String, Tensor> parameters, Call call) {
            Tensor input = inputs.get(0).values();
            int batch = input.dimension(0);
            Tensor flat = Tensor.of(input.values(), batch, input.values().length / batch);
            return new Reshaped(Activation.unmasked(flat), input.shape());
        }

        @SuppressWarnings("ArrayRecordComponent") // read once
        private record Reshaped(Activation output, int[] shape) implements LayerPass {
            @Override
            public List<Tensor> backward(Tensor upstream, Map<String, Tensor> gradients) {
                return List.of(Tensor.of(upstream.values(), shape));
            }
        }
    }

    static Stream<Golden> inDouble() {
        return Goldens.cases("f64/reflect").stream();
    }

    static Stream<Golden> inFloat() {
        return Goldens.cases("reflect").stream();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("inDouble")
    void reflectsAsKerasInDouble(Golden golden) {
        new Case(golden, 1e-9).check();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("inFloat")
    void reflectsAsKerasInFloat(Golden golden) {
        new Case(golden, 1e-5).check();
    }

    private static final class Case {
        private final Golden golden;
        private final double tolerance;
        private final boolean literal;
        private final PaddedBatch batch;
        private final ModelSpec spec;

        Case(Golden golden, double tolerance) {
            this.golden = golden;
            this.tolerance = tolerance;
            this.literal = golden.content().path("variant").asText().equals(LITERAL);
            this.batch = batch(golden);
            this.spec = spec();
        }

        private static PaddedBatch batch(Golden golden) {
            int[][] ids = golden.tensor("ids").integerRows();
            boolean[][] real = new boolean[ids.length][];
            int[][] labels = new int[ids.length][];
            for (int row = 0; row < ids.length; row++) {
                real[row] = new boolean[ids[row].length];
                for (int step = 0; step < ids[row].length; step++) {
                    real[row][step] = ids[row][step] != 0;
                }
                labels[row] = new int[] {golden.tensor("y").integers()[row]};
            }
            return new PaddedBatch(ids, Mask.of(real), labels, Mask.allReal(ids.length, 1));
        }

        private ModelSpec spec() {
            JsonNode dims = golden.meta().path("dims");
            int units = dims.path("H").asInt();
            int hidden = initial("dense1/bias").size();
            int classes = initial("dense2/bias").size();
            List<String> attended = literal ? List.of("places") : List.of("places", "embed");
            SelfAttention attention = new SelfAttention(units, false, 0, CausalMask.NONE, true);
            return new ModelSpec(List.of(
                    new LayerNode("embed", new Embedding(dims.path("V").asInt(), units), List.of(ModelSpec.INPUT)),
                    new LayerNode("places", new PlacesWithZeros(), List.of("embed")),
                    new LayerNode("attention", attention, attended),
                    new LayerNode("flat", new Flat(dims.path("T").asInt()), List.of("attention")),
                    new LayerNode("dense1", new Dense(hidden, ActivationFunction.RELU), List.of("flat")),
                    new LayerNode("dense2", new Dense(classes), List.of("dense1"))));
        }

        private GoldenTensor initial(String name) {
            return GoldenTensor.of(golden.meta().path("shared_initial_weights").path(name));
        }

        private List<String> names() {
            List<String> names = new ArrayList<>();
            golden.meta().path("names").forEach(name -> names.add(name.asText()));
            return names;
        }

        void check() {
            JsonNode adam = golden.meta().path("adam");
            UpdaterOptions updater = new UpdaterOptions(
                    UpdaterKind.ADAM,
                    adam.path("learning_rate").asDouble(),
                    0,
                    0,
                    adam.path("beta_1").asDouble(),
                    adam.path("beta_2").asDouble(),
                    adam.path("epsilon").asDouble(),
                    0,
                    ScheduleOptions.CONSTANT,
                    ClippingOptions.NONE);
            try (Dl4jNetwork network = Dl4jNetwork.create(new NetworkDescription(spec, updater, Precision.DOUBLE, 1))) {
                assertThat(network.parameterCount())
                        .isEqualTo(golden.content().path("parameters").asInt());
                double[] initial = names().stream()
                        .flatMapToDouble(name -> Arrays.stream(initial(name).doubles()))
                        .toArray();
                network.restore(new NetworkState(
                        ParameterVector.of(initial), network.state().updaterState(), 0));
                checkActivations(network);
                BatchGradient gradient = network.gradient(batch);
                assertThat(gradient.loss().mean())
                        .isCloseTo(golden.content().path("loss").asDouble(), within(tolerance));
                checkParameters(
                        "gradient of ",
                        gradient.gradient().toDoubles(),
                        golden.content().path("gradients"));
                checkSteps(network);
            }
        }

        private void checkActivations(Dl4jNetwork network) {
            GraphPass pass = run(network);
            close("embed", pass, "places");
            close("attended", pass, "attention");
            close("dense1", pass, "dense1");
            close("logits", pass, "dense2");
            checkWeights(pass.activation("attention:1").values());
        }

        private GraphPass run(Dl4jNetwork network) {
            double[] ids = golden.tensor("ids").doubles();
            Activation tokens =
                    Activation.masked(Tensor.of(ids, golden.tensor("ids").shape()), batch.mask());
            return network.run(Map.of(ModelSpec.INPUT, tokens), Call.inference());
        }

        private void close(String recorded, GraphPass pass, String node) {
            Expectations.assertClose(recorded, pass.activation(node).values(), golden.tensor(recorded), tolerance);
        }

        /** The recorded weights, which are the softmax of the recorded scores; zeros in a row without keys. */
        private void checkWeights(Tensor ours) {
            Tensor recorded = Expectations.tensor(golden.tensor("attention"));
            Tensor scores = Expectations.tensor(golden.tensor("scores"));
            assertThat(ours.shape()).isEqualTo(recorded.shape());
            int places = ours.features();
            for (int i = 0; i < ours.rows(); i++) {
                if (!literal && batch.mask().realSteps(i / places) == 0) {
                    assertThat(KerasArtefacts.REFLECT_WITHOUT_KEYS.is(golden)).isTrue();
                    Arrays.fill(recorded.values(), i * places, (i + 1) * places, 0);
                    Arrays.fill(scores.values(), i * places, (i + 1) * places, 0);
                } else {
                    SoftmaxRows.normalise(scores.values(), i * places, places);
                }
            }
            Expectations.assertClose("weights", ours.values(), recorded.values(), tolerance);
            Expectations.assertClose("softmax of scores", ours.values(), scores.values(), tolerance);
        }

        private void checkSteps(Dl4jNetwork network) {
            for (JsonNode step : golden.content().path("adam_steps")) {
                LossSum loss = network.fit(batch);
                assertThat(loss.mean())
                        .isCloseTo(step.path("loss_before_update").asDouble(), within(tolerance));
                checkParameters("weights of ", network.state().parameters().toDoubles(), step.path("weights_after"));
            }
            Expectations.assertClose(
                    "logits after all steps",
                    run(network).activation("dense2").values(),
                    golden.tensor("logits_after_3_steps"),
                    tolerance);
        }

        /** A flat vector's parts against what is recorded of each: all of it, or some rows and two sums. */
        private void checkParameters(String what, double[] flat, JsonNode recorded) {
            int start = 0;
            for (String name : names()) {
                double[] part =
                        Arrays.copyOfRange(flat, start, start + initial(name).size());
                start += part.length;
                JsonNode expected = recorded.path(name);
                if (expected.has("summary_of_shape")) {
                    checkSummary(what + name, part, expected);
                } else {
                    Expectations.assertClose(
                            what + name, part, GoldenTensor.of(expected).doubles(), tolerance);
                }
            }
            assertThat(start).isEqualTo(flat.length);
        }

        private void checkSummary(String what, double[] part, JsonNode summary) {
            int columns = summary.path("summary_of_shape").path(1).asInt();
            assertThat(summary.path("rows")).isNotEmpty();
            summary.path("rows").fields().forEachRemaining(row -> {
                int first = Integer.parseInt(row.getKey()) * columns;
                double[] values = Arrays.copyOfRange(part, first, first + columns);
                double[] expected = GoldenTensor.of(row.getValue()).doubles();
                Expectations.assertClose(what + " row " + row.getKey(), values, expected, tolerance);
            });
            double squares = Arrays.stream(part).map(value -> value * value).sum();
            // Each of so many values may be off by the tolerance; their errors add up.
            double wide = tolerance * Math.sqrt(part.length);
            assertThat(Arrays.stream(part).sum())
                    .as("sum of " + what)
                    .isCloseTo(summary.path("sum").asDouble(), within(wide));
            assertThat(squares)
                    .as("squares of " + what)
                    .isCloseTo(summary.path("sum_of_squares").asDouble(), within(wide));
        }
    }
}
