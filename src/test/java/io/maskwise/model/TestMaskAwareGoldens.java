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

/** Law L2 for layers that compute every step by itself, pool, or merge; {@link KerasArtefacts} says where Keras errs. */
final class TestMaskAwareGoldens {
    private static final double TOLERANCE = 1e-5;

    static Stream<Golden> cases() {
        return Goldens.cases("mask_aware_layers").stream();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void computesWhatKerasComputes(Golden golden) {
        String type = golden.name().split("[ :]")[0].replaceFirst("\\(axis.*", "");
        switch (type) {
            case "Dense" -> stepByStep(golden, new Dense(units(golden)));
            case "TimeDistributed(Dense)" -> stepByStep(golden, new TimeDistributed(new Dense(units(golden))));
            case "LayerNormalization" -> stepByStep(golden, layerNormalization(golden));
            case "TimeDistributed(LSTM)" -> sequencesOfSequences(golden);
            case "BatchNormalization" -> new BatchNormalizationCase(golden).check();
            case "GlobalAveragePooling1D" ->
                average(
                        golden,
                        new GlobalAveragePooling1D(golden.config("keepdims").asBoolean()));
            case "GlobalMaxPooling1D" -> forgotten(golden, new GlobalMaxPooling1D());
            case "Flatten" ->
                forgotten(golden, new Flatten(golden.tensor("input").dimension(1)));
            case "Concatenate" -> concatenate(golden);
            case "Softmax" -> softmax(golden);
            default -> new MergeCase(golden, merge(type)).check();
        }
    }

    private static Layer layerNormalization(Golden golden) {
        double epsilon = golden.config("epsilon").asDouble();
        return KerasLayers.configured(Map.of("type", "layer-normalization", "epsilon", epsilon));
    }

    private static Layer merge(String type) {
        return CarrierSamples.MERGES.stream()
                .filter(layer -> layer.getClass().getSimpleName().equals(type))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no layer for Keras' " + type));
    }

    private static int units(Golden golden) {
        int[] shape = golden.tensor("output").shape();
        return shape[shape.length - 1];
    }

    static Optional<Mask> mask(JsonNode node) {
        return node.isNull() || node.isMissingNode()
                ? Optional.empty()
                : Optional.of(Mask.of(GoldenTensor.of(node).booleanRows()));
    }

    static Activation input(Golden golden) {
        return new Activation(
                Expectations.tensor(golden.tensor("input")),
                mask(golden.content().path("mask")));
    }

    static Map<String, Tensor> weights(Golden golden) {
        Map<String, Tensor> weights = new LinkedHashMap<>();
        golden.content()
                .path("weights")
                .fields()
                .forEachRemaining(
                        entry -> weights.put(entry.getKey(), Expectations.tensor(GoldenTensor.of(entry.getValue()))));
        return weights;
    }

    /** The numbers at steps that are real under a mask are Keras'. */
    static void assertSameAtRealSteps(Tensor actual, Golden golden, String field, Optional<Mask> mask) {
        Tensor expected = Expectations.tensor(golden.tensor(field));
        assertThat(actual.shape()).isEqualTo(expected.shape());
        double[] real = Relayout.realValues(expected, mask);
        Expectations.assertClose(field, Relayout.realValues(actual, mask), real, TOLERANCE);
    }

    private static LayerPass pass(Layer layer, Golden golden, Activation... inputs) {
        return layer.forward(List.of(inputs), weights(golden), Call.inference());
    }

    private static void expect(Golden golden, KerasArtefacts artefact) {
        assertThat(KerasArtefacts.of(golden)).contains(artefact);
    }

    private static void stepByStep(Golden golden, Layer layer) {
        expect(golden, KerasArtefacts.COMPUTED_UNDER_THE_MASK);
        LayerPass pass = pass(layer, golden, input(golden));
        assertSameAtRealSteps(
                pass.output().values(), golden, "output", pass.output().mask());
        assertThat(pass.output().mask()).isEqualTo(mask(golden.content().path("output_mask")));
    }

    private static void average(Golden golden, Layer layer) {
        Activation input = input(golden);
        LayerPass pass = pass(layer, golden, input);
        assertThat(pass.output().mask()).isEmpty();
        double[] expected = golden.tensor("output").doubles();
        int features = units(golden);
        for (int row = 0; row < input.values().dimension(0); row++) {
            if (Steps.real(input, row).length == 0) {
                expect(golden, KerasArtefacts.MEAN_OF_NOTHING);
                assertThat(Arrays.copyOfRange(expected, row * features, (row + 1) * features))
                        .containsOnly(Double.NaN);
                Arrays.fill(expected, row * features, (row + 1) * features, 0);
            }
        }
        assertThat(pass.output().values().shape())
                .isEqualTo(golden.tensor("output").shape());
        Expectations.assertClose("output", pass.output().values().values(), expected, TOLERANCE);
        assertInputGradient(golden, pass);
    }

    private static void assertInputGradient(Golden golden, LayerPass pass) {
        Tensor gradient = pass.backward(Expectations.tensor(golden.tensor("upstream")), Map.of())
                .get(0);
        JsonNode expected = golden.content().path("grads").path("x");
        Expectations.assertClose("gradient of x", gradient, GoldenTensor.of(expected), TOLERANCE);
    }

    /** What Keras computes without looking at the mask, ours does without one; real rows are the same with it. */
    private static void forgotten(Golden golden, Layer layer) {
        expect(golden, KerasArtefacts.MASK_FORGOTTEN_BY_A_LAYER);
        Activation input = input(golden);
        LayerPass unmasked = pass(layer, golden, Activation.unmasked(input.values()));
        Expectations.assertClose("output", unmasked.output().values(), golden.tensor("output"), TOLERANCE);
        Activation output = pass(layer, golden, input).output();
        assertThat(output.mask()).isEqualTo(mask(golden.content().path("output_mask")));
        double[] expected = golden.tensor("output").doubles();
        int width = units(golden);
        for (int row = 0; row < input.values().dimension(0); row++) {
            int[] real = Steps.real(input, row);
            int features = input.values().features();
            double[] ours = Arrays.copyOfRange(output.values().values(), row * width, (row + 1) * width);
            double[] theirs = Arrays.copyOfRange(expected, row * width, (row + 1) * width);
            if (layer instanceof Flatten) {
                Expectations.assertClose("row " + row, ours, moved(theirs, real, features), TOLERANCE);
            } else if (real.length == input.values().dimension(1)) {
                Expectations.assertClose("row " + row, ours, theirs, TOLERANCE);
            }
        }
    }

    /** Real steps of a flattened row one after the other, zeros after them. */
    private static double[] moved(double[] row, int[] real, int features) {
        double[] moved = new double[row.length];
        for (int i = 0; i < real.length; i++) {
            System.arraycopy(row, real[i] * features, moved, i * features, features);
        }
        return moved;
    }

    private static void softmax(Golden golden) {
        assertThat(KerasArtefacts.of(golden)).isEmpty();
        LayerPass pass = pass(new Softmax(), golden, input(golden));
        Expectations.assertClose("output", pass.output().values(), golden.tensor("output"), TOLERANCE);
        assertInputGradient(golden, pass);
    }

    private static void sequencesOfSequences(Golden golden) {
        expect(golden, KerasArtefacts.MASK_OF_THREE_AXES);
        Tensor values = Expectations.tensor(golden.tensor("input"));
        int[] shape = values.shape();
        boolean[] flat = golden.tensor("mask").booleans();
        boolean[][] rows = new boolean[shape[0] * shape[1]][];
        Arrays.setAll(rows, row -> Arrays.copyOfRange(flat, row * shape[2], (row + 1) * shape[2]));
        Layer lstm = Lstm.of(units(golden), RecurrentOutput.LAST);

        Tensor asOneBatch = Tensor.of(values.values(), rows.length, shape[2], shape[3]);
        LayerPass inner = pass(lstm, golden, Activation.masked(asOneBatch, Mask.of(rows)));
        Expectations.assertClose(
                "output",
                inner.output().values().values(),
                golden.tensor("output").doubles(),
                TOLERANCE);

        boolean[][] complete = new boolean[shape[0]][shape[1]];
        for (int row = 0; row < rows.length; row++) {
            complete[row / shape[1]][row % shape[1]] =
                    Mask.of(new boolean[][] {rows[row]}).isAllReal();
        }
        Activation masked = Activation.masked(values, Mask.of(complete));
        LayerPass pass = pass(new TimeDistributed(lstm), golden, masked);
        assertSameAtRealSteps(pass.output().values(), golden, "output", masked.mask());
        assertThat(pass.output().mask()).isEqualTo(masked.mask());
    }

    static List<Activation> inputs(Golden golden) {
        List<Activation> inputs = new ArrayList<>();
        for (int i = 0; i < golden.content().path("inputs").size(); i++) {
            JsonNode values = golden.content().path("inputs").path(i);
            JsonNode mask = golden.content().path("masks").path(i);
            inputs.add(new Activation(Expectations.tensor(GoldenTensor.of(values)), mask(mask)));
        }
        return inputs;
    }

    private static void concatenate(Golden golden) {
        assertThat(golden.expectsError()).isFalse();
        assertThat(KerasArtefacts.of(golden)).isPresent();
        boolean overTime = golden.name().contains("axis=1");
        List<Activation> inputs = inputs(golden);
        Layer layer = new Concatenate(overTime ? Axis.TIME : Axis.FEATURES);
        Activation output =
                pass(layer, golden, inputs.toArray(Activation[]::new)).output();
        if (KerasArtefacts.of(golden).equals(Optional.of(KerasArtefacts.LOST_MASK))) {
            assertThat(output.mask()).isEqualTo(MergeCase.onlyMask(inputs));
        } else {
            assertThat(output.mask()).isEqualTo(mask(golden.content().path("output_mask")));
        }
        Tensor expected = Expectations.tensor(golden.tensor("output"));
        clearMasked(expected, inputs, overTime);
        Steps.fillMasked(expected, output.mask(), 0);
        assertThat(output.values().shape()).isEqualTo(expected.shape());
        Expectations.assertClose("output", output.values().values(), expected.values(), TOLERANCE);
    }

    /** Zeros in a concatenation where an input is masked. */
    private static void clearMasked(Tensor whole, List<Activation> inputs, boolean overTime) {
        int start = 0;
        for (Activation input : inputs) {
            int[] shape = input.values().shape();
            for (int row = 0; row < shape[0]; row++) {
                for (int step = 0; step < shape[1]; step++) {
                    if (input.mask().isPresent() && !input.mask().get().isReal(row, step)) {
                        int place = (row * whole.dimension(1) + step + (overTime ? start : 0)) * whole.features()
                                + (overTime ? 0 : start);
                        Arrays.fill(whole.values(), place, place + shape[2], 0);
                    }
                }
            }
            start += overTime ? shape[1] : shape[2];
        }
    }
}
