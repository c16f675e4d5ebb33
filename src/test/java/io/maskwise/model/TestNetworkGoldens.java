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
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Law L2: whole networks give Keras' losses, gradients and weights through three optimiser steps. */
final class TestNetworkGoldens {
    private static final double IN_DOUBLE = 1e-9;
    private static final double IN_FLOAT = 1e-5;

    private static Stream<Golden> cases(String folder) {
        return Stream.of("train_tagger", "train_classifier")
                .flatMap(file -> Goldens.cases(folder + file).stream())
                .filter(golden -> !golden.has("sample_weight"))
                .filter(golden -> hasCell(golden, "lstm_cell") || !hasCell(golden, "_cell"));
    }

    private static boolean hasCell(Golden golden, String cell) {
        return weightNames(golden).stream().anyMatch(name -> name.contains(cell));
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
        boolean both = weightNames(golden).stream().anyMatch(name -> name.contains("backward"));
        GoldenTensor table = GoldenTensor.of(weights.path("embedding/embeddings"));
        GoldenTensor dense = GoldenTensor.of(weights.path("dense/kernel"));
        if (!hasCell(golden, "_cell")) {
            return new ModelSpec(List.of(
                    new LayerNode(
                            "embedding",
                            new Embedding(table.dimension(0), table.dimension(1)),
                            List.of(ModelSpec.INPUT)),
                    new LayerNode("pooling", new GlobalAveragePooling1D(), List.of("embedding")),
                    new LayerNode("dense", new Dense(dense.dimension(1)), List.of("pooling"))));
        }
        RecurrentOptions recurrent = new RecurrentOptions(
                both ? dense.dimension(0) / 2 : dense.dimension(0),
                both ? RecurrentDirection.BIDIRECTIONAL : RecurrentDirection.FORWARD);
        ModelTask task = golden.tensor("y").shape().length == 2 ? ModelTask.TAGGING : ModelTask.CLASSIFICATION;
        ModelOptions options = new ModelOptions(task, table.dimension(1), recurrent, Precision.DOUBLE, 1);
        return ModelSpec.of(options, table.dimension(0), dense.dimension(1));
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
