package io.maskwise.model;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.maskwise.testing.Golden;
import io.maskwise.testing.Goldens;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Law L2: the recurrent layers pass Keras' own tests of its recurrent layers. */
final class TestKerasRecurrentTests {
    private static Stream<Golden> tests(String... files) {
        return Stream.of(files)
                .flatMap(file -> Goldens.kerasOwnTests("keras/src/layers/rnn/" + file + "_test.py").stream());
    }

    static Stream<Golden> layers() {
        return tests("lstm", "gru", "simple_rnn", "bidirectional");
    }

    static Stream<Golden> stacks() {
        return tests("stacked_rnn_cells");
    }

    static Stream<Golden> loops() {
        return tests("rnn");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("layers")
    void givesWhatKerasExpects(Golden golden) {
        RecurrentCase keras = new RecurrentCase(golden);
        boolean stateful = golden.config("stateful").asBoolean();
        Recurrent one = stateful ? keras.layer().returningState() : keras.layer();
        JsonNode kernels = golden.content().path("weights");
        boolean both = kernels.has("forward");
        Layer layer = both ? new Bidirectional(one, keras.merge()) : one;
        Map<String, Tensor> weights =
                RecurrentCase.weights(both ? kernels.path("forward") : kernels, both ? "forward/" : "");
        weights.putAll(RecurrentCase.weights(kernels.path("backward"), "backward/"));
        int merged = both ? keras.merge().outputCount() : 1;

        List<Activation> inputs = new ArrayList<>(List.of(input(golden)));
        RecurrentCase.tensors(golden.content().path("initial_state"))
                .map(Activation::unmasked)
                .forEach(inputs::add);
        List<Activation> outputs = List.of();
        for (int call = 0; call < golden.content().path("calls_of_same_batch").asInt(); call++) {
            outputs = layer.forward(inputs, weights, Call.inference()).outputs();
            inputs = new ArrayList<>(inputs.subList(0, 1));
            inputs.addAll(outputs.subList(merged, outputs.size()));
        }
        String field = golden.has("expected_list") ? "expected_list" : "expected";
        List<Tensor> expected =
                RecurrentCase.tensors(golden.content().path(field)).toList();
        assertClose(golden, outputs.subList(0, stateful ? merged : outputs.size()), expected);
    }

    /** Keras' stacked cells step together; layers one after another do the same, if the mask reaches the second. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("stacks")
    void layersInARowAreKerasStackedCells(Golden golden) {
        Activation activation = input(golden);
        JsonNode cells = golden.content().path("weights");
        for (int cell = 0; cell < cells.size(); cell++) {
            Map<String, Tensor> weights = RecurrentCase.weights(cells.get(cell), "");
            RecurrentOutput output = cell < cells.size() - 1 ? RecurrentOutput.SEQUENCE : RecurrentOutput.LAST;
            Lstm layer = Lstm.of(units(weights), output);
            activation = layer.forward(List.of(activation), weights, Call.inference())
                    .output();
        }
        assertClose(
                golden,
                List.of(activation),
                RecurrentCase.tensors(golden.content().path("expected")).toList());
    }

    /** Keras' generic loop around a cell without bias and activation. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("loops")
    void aLinearCellIsAnAccumulator(Golden golden) {
        Map<String, Tensor> weights = RecurrentCase.weights(golden.content().path("weights"), "");
        for (RecurrentOutput output : RecurrentOutput.values()) {
            Recurrent layer = SimpleRnn.of(units(weights), output)
                    .withActivation(ActivationFunction.LINEAR)
                    .withoutBias();
            String field = output == RecurrentOutput.LAST ? "expected" : "expected_return_sequences";
            assertClose(
                    golden,
                    layer.forward(List.of(input(golden)), weights, Call.inference())
                            .outputs(),
                    RecurrentCase.tensors(golden.content().path(field)).toList());
        }
    }

    private static Activation input(Golden golden) {
        return new Activation(Expectations.tensor(golden.tensor("input")), new RecurrentCase(golden).mask());
    }

    private static int units(Map<String, Tensor> weights) {
        return Parameters.of(weights, RecurrentPass.RECURRENT_KERNEL).dimension(0);
    }

    private static void assertClose(Golden golden, List<Activation> outputs, List<Tensor> expected) {
        double tolerance = golden.content().path("tolerance").asDouble();
        assertThat(outputs).hasSameSizeAs(expected).isNotEmpty();
        for (int i = 0; i < expected.size(); i++) {
            Tensor actual = outputs.get(i).values();
            assertThat(actual.shape()).isEqualTo(expected.get(i).shape());
            Expectations.assertClose(
                    "output " + i, actual.values(), expected.get(i).values(), tolerance);
        }
    }
}
