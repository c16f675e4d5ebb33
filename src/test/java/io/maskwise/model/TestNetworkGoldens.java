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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Law L2: whole networks give Keras' losses, gradients and weights through three optimiser steps. */
final class TestNetworkGoldens {
    private static final double IN_DOUBLE = 1e-9;
    private static final double IN_FLOAT = 1e-5;

    private static Stream<Golden> cases(String folder) {
        return Stream.of("train_tagger", "train_classifier").flatMap(file -> Goldens.cases(folder + file).stream());
    }

    static Stream<Golden> inDouble() {
        return cases("f64/");
    }

    static Stream<Golden> inFloat() {
        return cases("");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("inDouble")
    void trainsAsKerasInDouble(Golden golden) {
        trainsAsKeras(golden, Precision.DOUBLE, IN_DOUBLE);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("inFloat")
    void trainsAsKerasInFloat(Golden golden) {
        trainsAsKeras(golden, Precision.FLOAT, IN_FLOAT);
    }

    private static void trainsAsKeras(Golden golden, Precision precision, double tolerance) {
        PaddedBatch batch = batch(golden);
        try (SequenceNetwork network = new NetworkDescription(spec(golden), updater(golden), precision, 1).create()) {
            network.restore(new NetworkState(
                    ParameterVector.rounded(precision, flat(golden.content().path("initial_weights"))),
                    network.state().updaterState(),
                    0));
            BatchGradient gradient = network.gradient(batch);
            Expectations.assertClose(
                    "gradient",
                    gradient.gradient().toDoubles(),
                    flat(golden.content().path("initial_gradients")),
                    tolerance);
            for (JsonNode step : golden.content().path("steps")) {
                LossSum loss = network.fit(batch);
                assertThat(loss.mean())
                        .isCloseTo(step.path("loss_before_update").asDouble(), within(tolerance));
                Expectations.assertClose(
                        "weights",
                        network.state().parameters().toDoubles(),
                        flat(step.path("weights_after")),
                        tolerance);
            }
        }
    }

    private static PaddedBatch batch(Golden golden) {
        PaddedBatch batch = unweighted(golden);
        if (!golden.has("sample_weight")) {
            return batch;
        }
        double[] weights = golden.tensor("sample_weight").doubles();
        double[][] rows = new double[batch.batch()][];
        int perRow = weights.length / rows.length;
        for (int row = 0; row < rows.length; row++) {
            rows[row] = Arrays.copyOfRange(weights, row * perRow, (row + 1) * perRow);
        }
        return batch.withLabelWeights(rows);
    }

    private static PaddedBatch unweighted(Golden golden) {
        Mask mask = Mask.of(golden.tensor("mask").booleanRows());
        GoldenTensor labels = golden.tensor("y");
        if (labels.shape().length == 2) {
            return new PaddedBatch(golden.tensor("x").integerRows(), mask, labels.integerRows(), mask);
        }
        // Keras counts a row without a real step too; here the label mask says what counts.
        int[][] column = new int[labels.size()][];
        for (int row = 0; row < column.length; row++) {
            column[row] = new int[] {labels.integers()[row]};
        }
        return new PaddedBatch(golden.tensor("x").integerRows(), mask, column, Mask.allReal(column.length, 1));
    }

    private static ModelSpec spec(Golden golden) {
        JsonNode weights = golden.content().path("initial_weights");
        GoldenTensor table = GoldenTensor.of(weights.path("embedding/embeddings"));
        Embedding embedding = new Embedding(table.dimension(0), table.dimension(1));
        GoldenTensor dense = GoldenTensor.of(weights.path("dense/kernel"));
        boolean recurrent = weightNames(golden).stream().anyMatch(name -> name.endsWith("recurrent_kernel"));
        Layer layer = recurrent ? recurrent(golden) : new GlobalAveragePooling1D();
        return new ModelSpec(List.of(
                new LayerNode("embedding", embedding, List.of(ModelSpec.INPUT)),
                new LayerNode("rnn", layer, List.of("embedding")),
                new LayerNode("logits", new Dense(dense.dimension(1)), List.of("rnn"))));
    }

    /** The recurrent layer that has the case's weights. */
    private static Layer recurrent(Golden golden) {
        String kernel = weightNames(golden).stream()
                .filter(name -> name.endsWith("recurrent_kernel"))
                .findFirst()
                .orElseThrow();
        int units = GoldenTensor.of(golden.content().path("initial_weights").path(kernel))
                .dimension(0);
        RecurrentOutput output =
                golden.tensor("y").shape().length == 2 ? RecurrentOutput.SEQUENCE : RecurrentOutput.LAST;
        Map<String, Recurrent> cells = Map.of(
                "lstm_cell", Lstm.of(units, output),
                "gru_cell", Gru.of(units, output),
                "simple_rnn_cell", SimpleRnn.of(units, output));
        String[] path = kernel.split("/");
        Recurrent layer = Optional.ofNullable(cells.get(path[path.length - 2])).orElseThrow();
        return path.length == 3 ? layer : Bidirectional.of(layer);
    }

    private static JsonNode optimizer(Golden golden) {
        return golden.content().path("optimizer");
    }

    private static UpdaterOptions updater(Golden golden) {
        JsonNode written = optimizer(golden);
        String name = written.path("name").asText();
        UpdaterKind kind = name.startsWith("adam")
                ? UpdaterKind.ADAM
                : name.equals("rmsprop")
                        ? UpdaterKind.RMSPROP
                        : written.path("momentum").asDouble() == 0 ? UpdaterKind.SGD : UpdaterKind.MOMENTUM;
        return new UpdaterOptions(
                kind,
                written.path("learning_rate").asDouble(),
                written.path("momentum").asDouble(0),
                written.path("rho").asDouble(0),
                written.path("beta_1").asDouble(0),
                written.path("beta_2").asDouble(0),
                written.path("epsilon").asDouble(1e-7),
                0,
                ScheduleOptions.CONSTANT,
                new ClippingOptions(
                        written.path("clipnorm").asDouble(0),
                        written.path("global_clipnorm").asDouble(0)));
    }

    private static List<String> weightNames(Golden golden) {
        List<String> names = new ArrayList<>();
        golden.content().path("initial_weights").fieldNames().forEachRemaining(names::add);
        return names;
    }

    /** All weights in Keras' order, which is ours. */
    private static double[] flat(JsonNode weights) {
        List<Double> values = new ArrayList<>();
        weights.forEach(node -> {
            for (double value : GoldenTensor.of(node).doubles()) {
                values.add(value);
            }
        });
        return values.stream().mapToDouble(Double::doubleValue).toArray();
    }
}
