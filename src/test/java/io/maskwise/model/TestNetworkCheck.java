package io.maskwise.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.maskwise.model.RandomBatches.Layout;
import io.maskwise.model.SumOfSteps.Mistake;
import io.maskwise.sequence.Mask;
import io.maskwise.sequence.PaddedBatch;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The laws measured on whole networks: those that are shipped hold them, and mistakes are found where they are. */
final class TestNetworkCheck {
    private static NetworkDescription description(ModelSpec spec, Precision precision, long seed) {
        return new NetworkDescription(spec, UpdaterOptions.adam(0.01), precision, seed);
    }

    private static List<LawResult> check(ModelSpec spec, Precision precision, PaddedBatch batch, long seed) {
        try (SequenceNetwork network = description(spec, precision, seed).create()) {
            String before = network.state().parameters().digest();
            List<LawResult> results = NetworkCheck.check(network, NetworkSample.of(batch), seed);
            assertThat(network.state().parameters().digest()).isEqualTo(before);
            return results;
        }
    }

    static Stream<Arguments> networks() {
        return TestNetworkLaws.networks();
    }

    @ParameterizedTest(name = "{0} {1} seed {2}")
    @MethodSource("networks")
    void theNetworksThatAreShippedHoldTheLaws(ModelTask task, RecurrentDirection direction, long seed) {
        RandomBatches batches = new RandomBatches(seed, task);
        PaddedBatch batch = batches.batch(batches.sequences(4, 6), 8, Layout.GAPS);
        for (Precision precision : Precision.values()) {
            ModelOptions options = new ModelOptions(task, 3, new RecurrentOptions(4, direction), precision, seed);
            ModelSpec spec = ModelSpec.of(options, RandomBatches.VOCABULARY, RandomBatches.CLASSES);
            List<LawResult> results = check(spec, precision, batch, seed);
            assertThat(results)
                    .allSatisfy(result ->
                            assertThat(result.holds()).as("%s", result).isTrue());
            List<String> measured = new ArrayList<>();
            spec.nodes()
                    .forEach(node -> measured.add(
                            node.name() + " (" + node.layer().getClass().getSimpleName() + ")"));
            measured.add("network");
            assertThat(results).hasSize(measured.size() * Law.values().length);
            assertThat(results.stream().map(LawResult::subject).distinct()).containsExactlyElementsOf(measured);
        }
    }

    private static ModelSpec summing(Mistake mistake) {
        return new ModelSpec(List.of(
                new LayerNode("embedding", new Embedding(RandomBatches.VOCABULARY, 3), List.of(ModelSpec.INPUT)),
                new LayerNode("sum", new SumOfSteps(mistake), List.of("embedding")),
                new LayerNode("logits", new Dense(RandomBatches.CLASSES), List.of("sum"))));
    }

    private static List<String> broken(List<LawResult> results) {
        return results.stream()
                .filter(result -> !result.holds())
                .map(result -> result.subject() + " " + result.law().id())
                .toList();
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void findsTheMistakeOfALayerInItsPlaceAndInTheWhole(long seed) {
        RandomBatches batches = new RandomBatches(seed, ModelTask.CLASSIFICATION);
        PaddedBatch batch = batches.batch(batches.sequences(4, 6), 8, Layout.RIGHT);
        assertThat(broken(check(summing(Mistake.NONE), Precision.FLOAT, batch, seed)))
                .isEmpty();
        assertThat(broken(check(summing(Mistake.ADMITS_PLACES), Precision.FLOAT, batch, seed)))
                .isEmpty();
        assertThat(broken(check(summing(Mistake.COUNTS_PLACES), Precision.FLOAT, batch, seed)))
                .containsExactly("sum (SumOfSteps) L1", "network L1");
        assertThat(broken(check(summing(Mistake.DOUBLES_GRADIENT), Precision.FLOAT, batch, seed)))
                .containsExactly("sum (SumOfSteps) L3", "network L3");
        assertThat(broken(check(summing(Mistake.SUMS_NOTHING_TO_NAN), Precision.FLOAT, batch, seed)))
                .as("though no row of the batch is empty")
                .contains("sum (SumOfSteps) L1", "network L1");
        assertThat(broken(check(summing(Mistake.SUMS_PADDING), Precision.FLOAT, batch, seed)))
                .contains("sum (SumOfSteps) L1", "sum (SumOfSteps) L8", "network L1")
                .noneMatch(row -> row.startsWith("embedding") || row.startsWith("logits"));
    }

    @Test
    void saysWhereStepsMustStayInTheirPlaces() {
        RandomBatches batches = new RandomBatches(1, ModelTask.CLASSIFICATION);
        PaddedBatch batch = batches.batch(batches.sequences(4, 6), 8, Layout.RIGHT);
        assertThat(check(summing(Mistake.ADMITS_PLACES), Precision.DOUBLE, batch, 1))
                .filteredOn(result -> result.law() == Law.PADDING_INVARIANCE)
                .extracting(LawResult::remark)
                .containsExactly(
                        "right, left, gaps, longer; what is under the mask; each row alone, unpadded",
                        "what is under the mask; each row alone; it depends on places, which stay",
                        "each row alone; no mask reaches it",
                        "what is under the mask; each row alone; it depends on places, which stay");
    }

    /** Two inputs of different lengths, one read for its sum and one step by step, and no labels. */
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void measuresNetworksOfSeveralInputsAndOutputsWithoutLabels(long seed) {
        ModelSpec spec = new ModelSpec(
                List.of(ModelInput.maskedTokens("source"), new ModelInput("target", Shape.sequence(2), true)),
                List.of(
                        new LayerNode("embedding", new Embedding(RandomBatches.VOCABULARY, 3), List.of("source")),
                        new LayerNode("sum", new SumOfSteps(Mistake.NONE), List.of("embedding")),
                        new LayerNode("rnn", Lstm.of(3, RecurrentOutput.SEQUENCE), List.of("target"))),
                List.of("sum", "rnn"));
        RandomBatches batches = new RandomBatches(seed, ModelTask.TAGGING);
        PaddedBatch source = batches.batch(batches.sequences(4, 6), 9, Layout.LEFT);
        Map<String, Activation> inputs = Map.of(
                "source", Activation.masked(Dl4jNetwork.tokens(source), source.mask()),
                "target", TestLayerCheck.sample(seed, 2).get(0));
        try (SequenceNetwork network = description(spec, Precision.FLOAT, seed).create()) {
            List<LawResult> results = NetworkCheck.check(network, new NetworkSample(inputs, Optional.empty()), seed);
            assertThat(broken(results)).isEmpty();
            assertThat(results).hasSize(4 * Law.values().length);
        }
    }

    @Test
    void addsARowInWhichNothingIsReal() {
        RandomBatches batches = new RandomBatches(1, ModelTask.TAGGING);
        PaddedBatch batch = batches.batch(batches.sequences(2, 4), 5, Layout.RIGHT);
        NetworkSample longer = NetworkSample.of(batch).withAnEmptyRow();
        Mask mask = longer.input(ModelSpec.INPUT).mask().orElseThrow();
        assertThat(mask.batch()).isEqualTo(3);
        assertThat(mask.realSteps(2)).isZero();
        assertThat(mask.realSteps()).isEqualTo(batch.mask().realSteps());
        assertThat(longer.labels().orElseThrow().values().values()).endsWith(-1, -1, -1, -1, -1);
    }

    @Test
    void refusesASampleOfAnotherNetwork() {
        NetworkSample sample =
                new NetworkSample(Map.of("words", TestLayerCheck.sample(1, 2).get(0)), Optional.empty());
        try (SequenceNetwork network =
                description(summing(Mistake.NONE), Precision.FLOAT, 1).create()) {
            assertThatThrownBy(() -> NetworkCheck.check(network, sample, 1))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("input tokens is missing");
        }
    }
}
