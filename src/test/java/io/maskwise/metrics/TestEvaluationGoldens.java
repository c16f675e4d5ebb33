package io.maskwise.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.maskwise.sequence.Mask;
import io.maskwise.testing.Golden;
import io.maskwise.testing.GoldenTensor;
import io.maskwise.testing.Goldens;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Law L2: Keras' {@code evaluate} over several batches, and with class weights. */
final class TestEvaluationGoldens {
    private static final double TOLERANCE = 1e-5;

    static Stream<Golden> evaluations() {
        return Goldens.cases("metrics_evaluate_batches").stream();
    }

    static Stream<Golden> classifiers() {
        return Goldens.cases("losses_class_weight_classifier").stream();
    }

    /** The rows of a case from one to another. */
    private record Slice(Golden golden, int first, int last) {
        Mask mask() {
            return Mask.of(Arrays.copyOfRange(golden.tensor("mask").booleanRows(), first, last));
        }

        PredictionBatch batch(TokenWeights weights) {
            GoldenTensor logits = golden.tensor("logits");
            int time = logits.dimension(1);
            int classes = logits.dimension(2);
            double[] flat = Arrays.copyOfRange(logits.doubles(), first * time * classes, last * time * classes);
            return new PredictionBatch(
                    TokenValues.ofIds(Arrays.copyOfRange(golden.tensor("y").integerRows(), first, last)),
                    TokenValues.ofFlat(flat, last - first, time, classes),
                    weights);
        }

        PredictionBatch unweighted() {
            return batch(TokenWeights.of(mask()));
        }

        PredictionBatch weighted() {
            return golden.has("weights")
                    ? batch(TokenWeights.of(
                            mask(), Arrays.copyOfRange(golden.tensor("weights").doubleRows(), first, last)))
                    : unweighted();
        }

        /** Keras' loss of the batch times its rows: the weights count in the sum and not in the divisor. */
        double lossTimesRows() {
            MeanMetric sum = Metrics.sparseCategoricalCrossentropy(ScoreKind.LOGITS);
            sum.add(weighted());
            double tokens = mask().realSteps();
            return tokens == 0 ? 0 : sum.total() / tokens * (last - first);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("evaluations")
    void evaluate(Golden golden) {
        int rows = golden.tensor("y").dimension(0);
        int batchSize = golden.content().path("batch_size").asInt();
        Map<String, Metric> metrics = new LinkedHashMap<>();
        metrics.put("acc", Metrics.sparseCategoricalAccuracy());
        metrics.put("ce", Metrics.sparseCategoricalCrossentropy(ScoreKind.LOGITS));
        metrics.put("top2", Metrics.sparseTopKCategoricalAccuracy(2));
        Metric weightedAccuracy = Metrics.sparseCategoricalAccuracy();
        double loss = 0;
        for (int first = 0; first < rows; first += batchSize) {
            Slice slice = new Slice(golden, first, Math.min(rows, first + batchSize));
            metrics.values().forEach(metric -> metric.add(slice.unweighted()));
            weightedAccuracy.add(slice.weighted());
            loss += slice.lossTimesRows() / rows;
        }
        JsonNode expected = golden.content().path("result");
        Map<String, Double> actual = new TreeMap<>();
        metrics.forEach((name, metric) -> actual.put(name, metric.value()));
        actual.put("wacc", weightedAccuracy.value());
        actual.put("loss", loss);
        assertThat(actual.keySet()).containsExactlyElementsOf(expected::fieldNames);
        actual.forEach((name, value) ->
                assertThat(value).as(name).isCloseTo(expected.path(name).asDouble(), within(TOLERANCE)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("classifiers")
    void classWeights(Golden golden) {
        GoldenTensor logits = golden.tensor("logits");
        int rows = logits.dimension(0);
        int classes = logits.dimension(1);
        GoldenTensor labels = golden.tensor("y");
        boolean isOneHot = labels.size() > rows;
        int[][] ids = isOneHot ? classesOf(labels) : columnOf(labels);
        Map<Integer, Double> classWeights = new TreeMap<>();
        golden.content()
                .path("class_weight")
                .fields()
                .forEachRemaining(entry -> classWeights.put(
                        Integer.valueOf(entry.getKey()), entry.getValue().asDouble()));
        Metric metric = isOneHot ? Metrics.categoricalAccuracy() : Metrics.sparseCategoricalAccuracy();
        metric.add(new PredictionBatch(
                TokenValues.ofFlat(labels.doubles(), rows, 1, labels.size() / rows),
                TokenValues.ofFlat(logits.doubles(), rows, 1, classes),
                TokenWeights.ofClasses(Mask.allReal(rows, 1), ids, classWeights)));
        assertThat(metric.value())
                .isCloseTo(golden.content().path("weighted_acc").asDouble(), within(TOLERANCE));
    }

    private static int[][] columnOf(GoldenTensor ids) {
        return Arrays.stream(ids.integers()).mapToObj(id -> new int[] {id}).toArray(int[][]::new);
    }

    private static int[][] classesOf(GoldenTensor oneHot) {
        return Arrays.stream(oneHot.doubleRows())
                .map(row -> new int[] {Arrays.stream(row).boxed().toList().indexOf(1.0)})
                .toArray(int[][]::new);
    }
}
