package io.maskwise.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.maskwise.model.RandomBatches.Layout;
import io.maskwise.sequence.PaddedBatch;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A network that multiplies all rows of its tables once predicts as one that multiplies those of each batch. */
class TestRowProducts {
    private static final double TOLERANCE = 1e-5;
    /** More than one block of rows. */
    private static final int VOCABULARY = 300;

    private static final long ENOUGH = 8 * VOCABULARY;

    private static Dl4jNetwork network(ModelTask task, RecurrentDirection direction, Precision precision) {
        ModelOptions options = new ModelOptions(task, 7, new RecurrentOptions(6, direction), precision, 5);
        ModelSpec spec = ModelSpec.of(options, VOCABULARY, RandomBatches.CLASSES);
        return Dl4jNetwork.create(new NetworkDescription(spec, UpdaterOptions.adam(0.01), precision, 5));
    }

    static Stream<Arguments> cases() {
        return Stream.of(ModelTask.values())
                .flatMap(task -> Stream.of(RecurrentDirection.values())
                        .filter(direction -> task != ModelTask.SEQ2SEQ || direction == RecurrentDirection.FORWARD)
                        .flatMap(direction -> Stream.of(1L, 2L).map(seed -> Arguments.of(task, direction, seed))));
    }

    /** Of all tables, those of which products were made. */
    private static long products(Dl4jNetwork network) {
        return network.spec().nodes().stream()
                .filter(node -> node.layer() instanceof Embedding)
                .flatMap(node ->
                        FloatTensor.of(
                                Parameters.of(network.parameters(node.name()), Embedding.TABLE), FloatParameter.class)
                                .stream())
                .mapToLong(FloatParameter::productCount)
                .sum();
    }

    /** A layer for each table, and for each direction. */
    private static long expectedProducts(ModelTask task, RecurrentDirection direction) {
        return task == ModelTask.SEQ2SEQ || direction == RecurrentDirection.BIDIRECTIONAL ? 2 : 1;
    }

    private static double[] scores(SequenceNetwork network, PaddedBatch batch) {
        BatchScores scores = network.forward(batch);
        return Stream.of(scores.logProbabilities())
                .flatMap(Arrays::stream)
                .flatMapToDouble(Arrays::stream)
                .toArray();
    }

    @ParameterizedTest(name = "{0}, {1}, seed {2}")
    @MethodSource("cases")
    void predictsTheSame(ModelTask task, RecurrentDirection direction, long seed) {
        RandomBatches batches = new RandomBatches(seed, task);
        try (Dl4jNetwork once = network(task, direction, Precision.FLOAT);
                Dl4jNetwork each = network(task, direction, Precision.FLOAT)) {
            for (Layout layout : Layout.values()) {
                PaddedBatch batch = batches.batch(batches.sequences(5, 6), 9, layout);
                once.expect(ENOUGH);
                assertThat(scores(once, batch)).containsExactly(scores(each, batch), within(TOLERANCE));
                assertThat(products(once)).isEqualTo(expectedProducts(task, direction));
                assertThat(products(each)).isZero();
                once.expect(ENOUGH - 1);
                assertThat(products(once)).isZero();
                assertThat(scores(once, batch)).as("too few to pay").containsExactly(scores(each, batch));
            }
        }
    }

    /** Whatever each reads, and in which order. */
    @ParameterizedTest(name = "{0}, {1}, seed {2}")
    @MethodSource("cases")
    void networksThatExpectTheSameGiveTheSameBytes(ModelTask task, RecurrentDirection direction, long seed) {
        RandomBatches batches = new RandomBatches(seed, task);
        PaddedBatch first = batches.batch(batches.sequences(5, 6), 6, Layout.RIGHT);
        PaddedBatch second = batches.batch(batches.sequences(3, 9), 9, Layout.LEFT);
        try (Dl4jNetwork one = network(task, direction, Precision.FLOAT);
                Dl4jNetwork other = network(task, direction, Precision.FLOAT)) {
            one.expect(ENOUGH);
            double[] ofFirst = scores(one, first);
            one.expect(ENOUGH);
            double[] ofSecond = scores(one, second);
            other.expect(ENOUGH);
            assertThat(scores(other, second)).containsExactly(ofSecond);
            assertThat(scores(other, first)).containsExactly(ofFirst);
            assertThat(products(one)).isEqualTo(products(other)).isEqualTo(expectedProducts(task, direction));
        }
    }

    /** What is done to a network that expects tokens, and to its twin that does not. */
    @ParameterizedTest(name = "{0}")
    @CsvSource({"fit", "apply", "restore", "restore without memory", "expect nothing"})
    void whatChangesParametersForgetsTheProducts(String change) {
        RandomBatches batches = new RandomBatches(3, ModelTask.TAGGING);
        PaddedBatch batch = batches.batch(batches.sequences(5, 6), 6, Layout.RIGHT);
        PaddedBatch other = batches.batch(batches.sequences(5, 6), 6, Layout.RIGHT);
        try (Dl4jNetwork third = network(ModelTask.TAGGING, RecurrentDirection.BIDIRECTIONAL, Precision.FLOAT);
                Dl4jNetwork once = network(ModelTask.TAGGING, RecurrentDirection.BIDIRECTIONAL, Precision.FLOAT);
                Dl4jNetwork each = network(ModelTask.TAGGING, RecurrentDirection.BIDIRECTIONAL, Precision.FLOAT)) {
            third.fit(other);
            NetworkState state = third.state();
            Consumer<Dl4jNetwork> changed = switch (change) {
                case "fit" -> network -> network.fit(other);
                case "apply" -> network -> network.apply(third.gradient(other).gradient());
                case "restore" -> network -> network.restore(state);
                case "restore without memory" -> network -> network.restore(NetworkState.fresh(state.parameters(), 1));
                default -> network -> network.expect(0);
            };
            once.expect(ENOUGH);
            double[] before = scores(once, batch);
            assertThat(products(once)).isEqualTo(2);
            changed.accept(once);
            assertThat(products(once)).isZero();
            changed.accept(each);
            assertThat(scores(once, batch)).containsExactly(scores(each, batch));
            once.expect(ENOUGH);
            assertThat(scores(once, batch)).containsExactly(scores(each, batch), within(TOLERANCE));
            if (!change.equals("expect nothing")) {
                assertThat(scores(once, batch)).isNotEqualTo(before);
            }
            assertThat(once.gradient(other).gradient().toDoubles())
                    .as("a way back through a network that expects tokens")
                    .containsExactly(each.gradient(other).gradient().toDoubles());
        }
    }

    @Test
    void aNetworkInDoubleExpectsInVain() {
        RandomBatches batches = new RandomBatches(4, ModelTask.TAGGING);
        PaddedBatch batch = batches.batch(batches.sequences(5, 6), 6, Layout.GAPS);
        try (Dl4jNetwork network = network(ModelTask.TAGGING, RecurrentDirection.FORWARD, Precision.DOUBLE)) {
            double[] expected = scores(network, batch);
            network.expect(ENOUGH);
            assertThat(scores(network, batch)).containsExactly(expected);
        }
    }

    /** As a gradient check does: a pass in inference mode that is gone back through all the same. */
    @Test
    void aPassByProductsCanBeGoneBack() {
        Random random = new Random(5);
        Lstm lstm = Lstm.of(4, RecurrentOutput.SEQUENCE);
        BuiltLayer embedding = BuiltLayer.build(new Embedding(VOCABULARY, 3), 1, Shape.tokens());
        BuiltLayer built = BuiltLayer.build(lstm, 1, Shape.sequence(3));
        var table = TestFloatTensors.parameters(embedding.parameters());
        var parameters = TestFloatTensors.parameters(built.parameters());
        Activation tokens = Activation.unmasked(
                Tensor.of(random.ints(10, 0, VOCABULARY).asDoubleStream().toArray(), 2, 5));
        Call call = Call.inference().in(Precision.FLOAT);
        Tensor upstream = PrecisionTwins.random(random, 2, 5, 4);
        double[][] gradients = new double[2][];
        for (int way = 0; way < 2; way++) {
            if (way == 1) {
                FloatTensor.of(Parameters.of(table, Embedding.TABLE), FloatParameter.class)
                        .orElseThrow()
                        .keepProducts();
            }
            Activation vectors =
                    embedding.layer().forward(List.of(tokens), table, call).output();
            assertThat(FloatValues.rows(vectors.values()).isPresent()).isEqualTo(way == 1);
            LayerPass pass = lstm.forward(List.of(vectors), parameters, call);
            var ofParameters = TestFloatTensors.gradients(built.parameters());
            pass.backward(upstream, ofParameters);
            assertThat(FloatTensor.of(Parameters.of(table, Embedding.TABLE), FloatParameter.class)
                            .orElseThrow()
                            .productCount())
                    .isEqualTo(way);
            gradients[way] =
                    Parameters.of(ofParameters, RecurrentPass.KERNEL).values().clone();
        }
        assertThat(gradients[1]).containsExactly(gradients[0], within(TOLERANCE));
        assertThat(gradients[1]).isNotEqualTo(new double[gradients[1].length]);
    }

    @ParameterizedTest
    @CsvSource({
        "16384, 1024, 0, true",
        "16385, 1024, 0, false",
        "8192, 1024, 8388608, true",
        "8192, 1024, 8388609, false",
        "3000000, 1000000, 0, false"
    })
    void productsThatAreTooLargeAreNotKept(long rows, long columns, long others, boolean fit) {
        assertThat(RowProducts.fit(rows, columns, others)).isEqualTo(fit);
    }

    @Test
    void rowsOfATableThatChangedCannotBeReadAnyMore() {
        BuiltLayer embedding = BuiltLayer.build(new Embedding(VOCABULARY, 3), 1, Shape.tokens());
        FloatParameter table = FloatTensor.of(
                        Parameters.of(TestFloatTensors.parameters(embedding.parameters()), Embedding.TABLE),
                        FloatParameter.class)
                .orElseThrow();
        table.keepProducts();
        Tensor rows = FloatValues.tensor(new TableRows(table, new int[] {7, 8}, 3), 1, 2, 3);
        table.forgetProducts();
        assertThatThrownBy(rows::values)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("Cannot read rows of a table after it changed (read them before)");
        assertThatThrownBy(() -> FloatValues.tensor(new TableRows(table, new int[] {7, 8}, 3), 2, 2, 3))
                .hasMessage("Invalid tensor: 6 values (must be 12 for shape [2, 2, 3])");
    }
}
