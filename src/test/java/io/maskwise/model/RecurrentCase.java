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
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/** A golden case of a recurrent layer: the layer that it is about, what goes in, and how to compare what comes out. */
final class RecurrentCase {
    private final Golden golden;

    RecurrentCase(Golden golden) {
        this.golden = golden;
    }

    /** The cases of some files, in float and in double, each with its file's name. */
    static Stream<Arguments> of(String... files) {
        return Arrays.stream(files)
                .flatMap(file -> Stream.of(file, "f64/" + file))
                .flatMap(file -> Goldens.cases(file).stream())
                .map(golden -> Arguments.of(golden.file(), golden));
    }

    double tolerance() {
        return golden.file().startsWith("f64/") ? 1e-9 : 1e-5;
    }

    /** In double, and where Keras computed in single precision in that too. */
    List<Call> calls() {
        Call call = Call.inference();
        return golden.file().startsWith("f64/") ? List.of(call) : List.of(call, call.in(Precision.FLOAT));
    }

    /** The layer that the case calls; what Bidirectional wraps, where it calls that. */
    Recurrent layer() {
        RecurrentSettings settings = new RecurrentSettings(
                golden.config("units").asInt(),
                golden.config("return_sequences").asBoolean() ? RecurrentOutput.SEQUENCE : RecurrentOutput.LAST,
                golden.config("go_backwards").asBoolean() ? TimeDirection.BACKWARDS : TimeDirection.FORWARDS,
                golden.config("zero_output_for_mask").asBoolean() ? MaskedOutput.ZERO : MaskedOutput.REPEAT,
                golden.config("return_state").asBoolean(),
                activation("activation", ActivationFunction.TANH),
                golden.config("use_bias").asBoolean(true));
        ActivationFunction gates = activation("recurrent_activation", ActivationFunction.SIGMOID);
        String name = golden.content().path("layer").asText();
        return switch (name.replaceAll("Bidirectional\\((.*)\\)", "$1")) {
            case "LSTM" -> new Lstm(settings, gates);
            case "GRU" -> new Gru(settings, gates, golden.config("reset_after").asBoolean(true));
            case "SimpleRNN" -> new SimpleRnn(settings);
            default -> throw new IllegalArgumentException("Unknown layer of a golden case: " + name);
        };
    }

    private ActivationFunction activation(String key, ActivationFunction otherwise) {
        JsonNode named = golden.config(key);
        return named.isTextual() ? ActivationFunction.valueOf(named.asText().toUpperCase(Locale.ROOT)) : otherwise;
    }

    /** How the case merges two ways; Keras' default where it does not say. */
    MergeMode merge() {
        JsonNode mode = golden.config("merge_mode");
        return switch (mode.isMissingNode() ? "concat" : mode.asText()) {
            case "concat" -> MergeMode.CONCAT;
            case "sum" -> MergeMode.SUM;
            case "ave" -> MergeMode.AVERAGE;
            case "mul" -> MergeMode.MULTIPLY;
            case "null" -> MergeMode.NONE;
            default -> throw new IllegalArgumentException("Unknown merge mode of a golden case: " + mode);
        };
    }

    Optional<Mask> mask() {
        return golden.has("mask") ? Optional.of(Mask.of(golden.tensor("mask").booleanRows())) : Optional.empty();
    }

    /** The sequence with a mask, and the initial state where there is one. */
    List<Activation> inputs(Optional<Mask> mask) {
        List<Activation> inputs = new ArrayList<>();
        inputs.add(new Activation(Expectations.tensor(golden.shared("x")), mask));
        tensors(golden.content().path("initial_state"))
                .map(Activation::unmasked)
                .forEach(inputs::add);
        return inputs;
    }

    /** The tensors in a list, in one node, or none. */
    static Stream<Tensor> tensors(JsonNode node) {
        if (node.isArray()) {
            List<Tensor> all = new ArrayList<>();
            node.forEach(one -> all.add(Expectations.tensor(GoldenTensor.of(one))));
            return all.stream();
        }
        return node.isObject() ? Stream.of(Expectations.tensor(GoldenTensor.of(node))) : Stream.empty();
    }

    /** The weights in a node, by their names with a prefix. */
    static Map<String, Tensor> weights(JsonNode node, String prefix) {
        Map<String, Tensor> weights = new LinkedHashMap<>();
        node.fields()
                .forEachRemaining(field ->
                        weights.put(prefix + field.getKey(), Expectations.tensor(GoldenTensor.of(field.getValue()))));
        return weights;
    }

    /** What comes out is what is expected, and its masks are those that the layer announces. */
    void assertOutputs(Layer layer, LayerPass pass, List<Tensor> expected) {
        List<Activation> outputs = pass.outputs();
        assertThat(outputs).hasSameSizeAs(expected);
        for (int i = 0; i < expected.size(); i++) {
            assertClose("output " + i, outputs.get(i).values(), expected.get(i));
        }
        List<Optional<Mask>> masks = outputs.stream().map(Activation::mask).toList();
        assertThat(layer.computeMasks(inputs(mask()))).isEqualTo(masks);
        List<Boolean> inputsMasked =
                inputs(mask()).stream().map(input -> input.mask().isPresent()).toList();
        assertThat(layer.outputsMasked(inputsMasked))
                .isEqualTo(masks.stream().map(Optional::isPresent).toList());
    }

    /** Going back gives every gradient that the case holds, and the case holds one for every parameter. */
    void assertGradients(LayerPass pass, List<Tensor> upstream, Map<String, Tensor> weights) {
        Map<String, Tensor> gradients = new LinkedHashMap<>();
        weights.forEach((name, weight) -> gradients.put(name, Tensor.zeros(weight.shape())));
        List<Tensor> downstream = pass.backward(upstream, gradients);
        assertThat(downstream).hasSameSizeAs(inputs(mask()));
        Map<String, Tensor> computed = new LinkedHashMap<>(gradients);
        for (int i = 0; i < downstream.size(); i++) {
            computed.put(i == 0 ? "x" : "initial_state_" + (i - 1), downstream.get(i));
        }
        Map<String, Tensor> expected = new LinkedHashMap<>();
        weights(golden.content().path("grads"), "")
                .forEach((name, gradient) -> expected.put(name.replaceFirst("^[a-z_]+_cell/", ""), gradient));
        assertThat(expected).containsKey("x").containsKeys(weights.keySet().toArray(String[]::new));
        assertThat(computed).containsKeys(expected.keySet().toArray(String[]::new));
        double tolerance =
                KerasArtefacts.HARD_SIGMOID_DERIVATIVE.is(golden) ? Math.max(1e-6, tolerance()) : tolerance();
        expected.forEach((name, gradient) -> assertClose(
                "gradient of " + name, Optional.ofNullable(computed.get(name)).orElseThrow(), gradient, tolerance));
    }

    void assertClose(String what, Tensor actual, Tensor expected) {
        assertClose(what, actual, expected, tolerance());
    }

    private static void assertClose(String what, Tensor actual, Tensor expected, double tolerance) {
        assertThat(actual.shape()).as("shape of " + what).isEqualTo(expected.shape());
        Expectations.assertClose(what, actual.values(), expected.values(), tolerance);
    }
}
