package io.maskwise.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.maskwise.sequence.Mask;
import io.maskwise.testing.Golden;
import io.maskwise.testing.GoldenTensor;
import io.maskwise.testing.Goldens;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Law L2: the recurrent layers give Keras' own numbers, in double. */
final class TestRecurrentGoldens {
    private static final double TOLERANCE = 1e-9;

    /** Cases with an initial state belong to a layer that takes one. */
    static Stream<Golden> lstm() {
        return Goldens.cases("f64/rnn_lstm").stream().filter(golden -> !golden.has("initial_state"));
    }

    static Stream<Golden> concatenating() {
        return Goldens.cases("f64/bidirectional_lstm").stream()
                .filter(golden -> !golden.has("initial_state"))
                .filter(golden -> golden.config("merge_mode").asText().equals("concat"))
                .filter(golden -> !golden.config("return_state").asBoolean());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("lstm")
    void lstmComputesWhatKerasComputes(Golden golden) {
        Lstm layer = new Lstm(
                golden.config("units").asInt(),
                output(golden),
                golden.config("go_backwards").asBoolean() ? TimeDirection.BACKWARDS : TimeDirection.FORWARDS,
                golden.config("zero_output_for_mask").asBoolean() ? MaskedOutput.ZERO : MaskedOutput.REPEAT);
        LayerPass pass = layer.forward(List.of(input(golden)), weights(golden, "weights", ""), Call.inference());
        Expectations.assertClose("output", pass.output().values(), golden.tensor("output"), TOLERANCE);
        assertThat(pass.output().mask().isPresent())
                .isEqualTo(golden.has("mask") && layer.output() == RecurrentOutput.SEQUENCE);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("concatenating")
    void bidirectionalComputesWhatKerasComputes(Golden golden) {
        Bidirectional layer = new Bidirectional(golden.config("units").asInt(), output(golden));
        Map<String, Tensor> weights = weights(golden, "forward", "forward/");
        weights.putAll(weights(golden, "backward", "backward/"));
        LayerPass pass = layer.forward(List.of(input(golden)), weights, Call.inference());
        Expectations.assertClose("output", pass.output().values(), golden.tensor("output"), TOLERANCE);

        Map<String, Tensor> gradients = new LinkedHashMap<>();
        weights.forEach((name, weight) -> gradients.put(name, Tensor.zeros(weight.shape())));
        Tensor upstream = Expectations.tensor(upstream(golden));
        Tensor inputGradient = pass.backward(upstream, gradients).get(0);
        Expectations.assertClose("gradient of x", inputGradient, gradient(golden, "x"), TOLERANCE);
        gradients.forEach((name, gradient) ->
                Expectations.assertClose("gradient of " + name, gradient, gradient(golden, name), TOLERANCE));
    }

    private static GoldenTensor upstream(Golden golden) {
        String shape = output(golden) == RecurrentOutput.SEQUENCE ? "seq2" : "last2";
        var upstream = golden.meta().path("shared").path("upstream");
        return GoldenTensor.of(upstream.path(shape));
    }

    private static GoldenTensor gradient(Golden golden, String name) {
        return GoldenTensor.of(golden.content().path("grads").path(name));
    }

    private static RecurrentOutput output(Golden golden) {
        return golden.config("return_sequences").asBoolean() ? RecurrentOutput.SEQUENCE : RecurrentOutput.LAST;
    }

    private static Activation input(Golden golden) {
        Tensor values = Expectations.tensor(golden.shared("x"));
        return golden.has("mask")
                ? Activation.masked(values, Mask.of(golden.tensor("mask").booleanRows()))
                : Activation.unmasked(values);
    }

    private static Map<String, Tensor> weights(Golden golden, String group, String prefix) {
        Map<String, Tensor> weights = new LinkedHashMap<>();
        for (String name : List.of(Lstm.KERNEL, Lstm.RECURRENT_KERNEL, Lstm.BIAS)) {
            var node = golden.meta().path("shared").path(group).path(name);
            weights.put(prefix + name, Expectations.tensor(GoldenTensor.of(node)));
        }
        return weights;
    }
}
