package io.maskwise.model;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.maskwise.sequence.Mask;
import io.maskwise.testing.Golden;
import io.maskwise.testing.Goldens;
import io.maskwise.testing.KerasArtefacts;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Law L2: the recurrent layers give Keras' own numbers. */
final class TestRecurrentGoldens {
    static Stream<Arguments> layers() {
        return RecurrentCase.of(
                "rnn_lstm",
                "rnn_lstm_hard_sigmoid_nobias",
                "rnn_gru_reset_after_true",
                "rnn_gru_reset_after_false",
                "rnn_simple");
    }

    static Stream<Arguments> stateful() {
        return RecurrentCase.of("rnn_lstm_stateful");
    }

    static Stream<Golden> disagreements() {
        return Goldens.cases("rnn_backend_disagreements").stream();
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("layers")
    void computesWhatKerasComputes(String file, Golden golden) {
        RecurrentCase keras = new RecurrentCase(golden);
        Recurrent layer = keras.layer();
        Map<String, Tensor> weights =
                RecurrentCase.weights(golden.meta().path("shared").path("weights"), "");
        List<Tensor> expected = new ArrayList<>(
                RecurrentCase.tensors(golden.content().path("output")).toList());
        List<Tensor> upstream = upstream(golden, layer);
        if (layer.settings().returnState()) {
            expected.addAll(
                    RecurrentCase.tensors(golden.content().path("states")).toList());
        }
        if (KerasArtefacts.LAST_OUTPUT_OF_PADDING.is(golden)) {
            boolean[] rows = rowsEndingInPadding(layer, keras.mask().orElseThrow());
            assertThat(rows(expected.get(0), rows).values())
                    .as("Keras' output of padding")
                    .containsOnly(0);
            Tensor state = RecurrentCase.tensors(golden.content().path("states"))
                    .findFirst()
                    .orElseThrow();
            setRows(expected.get(0), rows, state);
            setRows(upstream.get(0), rows, Tensor.zeros(state.shape()));
        }
        for (Call call : keras.calls()) {
            LayerPass pass = layer.forward(keras.inputs(keras.mask()), weights, call);
            keras.assertOutputs(layer, pass, expected);
            assertThat(pass.output().mask()).isEqualTo(outputMask(golden));
            keras.assertGradients(pass, upstream, weights);
        }
        if (KerasArtefacts.MASK_BESIDE_AN_INITIAL_STATE.is(golden)) {
            LayerPass unmasked = layer.forward(keras.inputs(Optional.empty()), weights, Call.inference());
            Tensor forgotten = Expectations.tensor(golden.tensor("output_when_mask_is_implicit"));
            keras.assertClose("output without the mask", unmasked.output().values(), forgotten);
        }
    }

    private static List<Tensor> upstream(Golden golden, Recurrent layer) {
        String output = layer.settings().isSequence() ? "upstream_seq" : "upstream_last";
        List<Tensor> upstream = new ArrayList<>(List.of(Expectations.tensor(golden.shared(output))));
        RecurrentCase.tensors(golden.meta().path("shared").path("upstream_states"))
                .forEach(upstream::add);
        return new ArrayList<>(upstream.subList(0, layer.settings().returnState() ? upstream.size() : 1));
    }

    private static Optional<Mask> outputMask(Golden golden) {
        if (!golden.has("output_mask")) {
            return Optional.empty();
        }
        boolean[][] rows = golden.tensor("output_mask").booleanRows();
        if (KerasArtefacts.MASK_OF_READING_BACKWARDS.is(golden)) {
            for (boolean[] row : rows) {
                for (int step = 0; step < row.length / 2; step++) {
                    boolean first = row[step];
                    row[step] = row[row.length - 1 - step];
                    row[row.length - 1 - step] = first;
                }
            }
        }
        return Optional.of(Mask.of(rows));
    }

    private static boolean[] rowsEndingInPadding(Recurrent layer, Mask mask) {
        boolean[] rows = new boolean[mask.batch()];
        int last = layer.settings().direction().step(mask.time() - 1, mask.time());
        for (int row = 0; row < rows.length; row++) {
            rows[row] = !mask.isReal(row, last);
        }
        return rows;
    }

    private static void setRows(Tensor tensor, boolean[] rows, Tensor values) {
        int width = tensor.features();
        for (int row = 0; row < rows.length; row++) {
            if (rows[row]) {
                System.arraycopy(values.values(), row * width, tensor.values(), row * width, width);
            }
        }
    }

    private static Tensor rows(Tensor tensor, boolean[] rows) {
        Tensor some = Tensor.zeros(tensor.shape());
        setRows(some, rows, tensor);
        return some;
    }

    /** Keras' {@code stateful}: what one batch leaves behind is the next one's initial state. */
    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("stateful")
    void aStateCarriesFromOneBatchToTheNext(String file, Golden golden) {
        RecurrentCase keras = new RecurrentCase(golden);
        Map<String, Tensor> weights = RecurrentCase.weights(golden.content().path("weights"), "");
        int units = golden.tensor("output1").dimension(2);
        Recurrent layer = Lstm.of(units, RecurrentOutput.SEQUENCE).returningState();
        List<Activation> state = List.of();
        for (String batch : List.of("1", "2")) {
            List<Activation> inputs = new ArrayList<>();
            inputs.add(Activation.masked(
                    Expectations.tensor(golden.tensor("x" + batch)),
                    Mask.of(golden.tensor("mask" + batch).booleanRows())));
            inputs.addAll(state);
            List<Activation> outputs =
                    layer.forward(inputs, weights, Call.inference()).outputs();
            state = outputs.subList(1, outputs.size());
            keras.assertClose(
                    "output " + batch, outputs.get(0).values(), Expectations.tensor(golden.tensor("output" + batch)));
            List<Tensor> states = RecurrentCase.tensors(golden.content().path("states" + batch))
                    .toList();
            assertThat(state).hasSameSizeAs(states);
            for (int i = 0; i < states.size(); i++) {
                keras.assertClose("state " + batch, state.get(i).values(), states.get(i));
            }
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("disagreements")
    void followsOneBackendBeforeTheFirstRealStep(Golden golden) {
        assertThat(KerasArtefacts.LEADING_MASKED_STEPS.is(golden)).isTrue();
        Golden called = called(golden);
        RecurrentCase keras = new RecurrentCase(called);
        Mask mask = keras.mask().orElseThrow();
        List<Activation> inputs = keras.inputs(Optional.of(mask));
        Map<String, Tensor> weights =
                RecurrentCase.weights(called.meta().path("shared").path("weights"), "");
        Tensor output = keras.layer()
                .forward(inputs, weights, Call.inference())
                .output()
                .values();
        Tensor other = Expectations.tensor(golden.tensor("output_numpy_jax_convention"));
        keras.assertClose("output", output, Expectations.tensor(golden.tensor("output_torch_tf_convention")));
        for (int row = 0; row < mask.batch(); row++) {
            int[] real = Relayout.realSteps(mask, row);
            for (int step = 0; step < mask.time(); step++) {
                boolean leading = real.length == 0 || step < real[0];
                double[] expected =
                        leading ? vector(inputs.get(1).values(), row) : vector(output, row * mask.time() + step);
                double[] theirs = vector(other, row * mask.time() + step);
                Expectations.assertClose("row " + row + ", step " + step, theirs, expected, keras.tolerance());
            }
        }
    }

    private static double[] vector(Tensor tensor, int index) {
        int width = tensor.features();
        return Arrays.copyOfRange(tensor.values(), index * width, (index + 1) * width);
    }

    /** The case that a disagreement is about, with its layer and weights. */
    private static Golden called(Golden golden) {
        String file = golden.content().path("file").asText().replace(".json", "");
        return Goldens.cases(file).stream()
                .filter(candidate -> candidate.name().equals(golden.name()))
                .filter(candidate ->
                        Stream.of("mask", "initial_state").allMatch(field -> equal(golden, candidate, field)))
                .findFirst()
                .orElseThrow();
    }

    private static boolean equal(Golden golden, Golden candidate, String field) {
        JsonNode one = golden.content().path(field);
        JsonNode other = candidate.content().path(field);
        return one.equals(other);
    }
}
