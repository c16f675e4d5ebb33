package io.maskwise.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.maskwise.model.RandomBatches.Layout;
import io.maskwise.sequence.Mask;
import io.maskwise.sequence.PaddedBatch;
import io.maskwise.sequence.Seeds;
import io.maskwise.sequence.Side;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rows that wait for their steps end, bit for bit, where those end that never waited. */
class TestTableSteps {
    private static final int CALLS = 60;

    private static Dl4jNetwork network(ModelTask task, int vocabulary, int units, UpdaterOptions updater) {
        ModelOptions options =
                new ModelOptions(task, units, new RecurrentOptions(3, RecurrentDirection.FORWARD), Precision.FLOAT, 5);
        ModelSpec spec = ModelSpec.of(options, vocabulary, RandomBatches.CLASSES);
        return (Dl4jNetwork) new NetworkDescription(spec, updater, Precision.FLOAT, 5).create();
    }

    /** Now this, now that: what a network is asked between two steps must be up to date, and change nothing. */
    private static void call(SequenceNetwork network, PaddedBatch batch, Random random, NetworkState early) {
        switch (random.nextInt(15)) {
            case 0 -> network.forward(batch);
            case 1 -> network.apply(network.gradient(batch).gradient());
            case 2 -> network.restore(network.state());
            case 3 -> network.restore(early);
            case 4 -> network.parameters();
            case 5 -> assertThat(network.fit(nothingReal(batch)).weight()).isZero();
            case 6 ->
                assertThatThrownBy(() -> network.fit(withUnknownToken(batch))).hasMessageContaining("Invalid token id");
            case 7 ->
                assertThatThrownBy(() -> network.restore(NetworkState.fresh(ParameterVector.of(new float[1]), 0)))
                        .hasMessageContaining("Invalid parameters");
            default -> network.fit(batch);
        }
    }

    private static PaddedBatch nothingReal(PaddedBatch batch) {
        Mask mask = Mask.ofLengths(new int[batch.batch()], batch.mask().time(), Side.POST);
        Mask labelMask =
                Mask.ofLengths(new int[batch.batch()], batch.labelMask().time(), Side.POST);
        return new PaddedBatch(batch.tokens(), mask, batch.labels(), labelMask, batch.labelling());
    }

    private static PaddedBatch withUnknownToken(PaddedBatch batch) {
        int[][] tokens = Stream.of(batch.tokens()).map(int[]::clone).toArray(int[][]::new);
        int real = 0;
        while (!batch.mask().isReal(0, real)) {
            real++;
        }
        tokens[0][real] = 1_000_000;
        return new PaddedBatch(tokens, batch.mask(), batch.labels(), batch.labelMask(), batch.labelling());
    }

    @ParameterizedTest(name = "{0}, {1} words of {2} units, {3}, clipped {4}, seed {5}")
    @CsvSource({
        "TAGGING, 300, 3, ADAM, false, 1",
        "TAGGING, 300, 3, ADAM, true, 2",
        "CLASSIFICATION, 50, 8, ADAM, false, 3",
        "SEQ2SEQ, 40, 4, ADAM, false, 4",
        "TAGGING, 12, 4200, ADAM, false, 5",
        "TAGGING, 40, 4, ADAMW, false, 6",
        "TAGGING, 40, 4, RMSPROP, false, 7"
    })
    void waitingChangesNoBit(ModelTask task, int vocabulary, int units, UpdaterKind kind, boolean clipped, long seed) {
        UpdaterOptions updater = UpdaterOptions.of(kind, 0.01);
        UpdaterOptions limited = clipped ? updater.clippedBy(new ClippingOptions(0.05, 0.1)) : updater;
        RandomBatches batches = new RandomBatches(seed, task);
        try (Dl4jNetwork waiting = network(task, vocabulary, units, limited);
                Dl4jNetwork plain = network(task, vocabulary, units, limited)) {
            plain.waitForNothing();
            NetworkState early = plain.state();
            for (int call = 0; call < CALLS; call++) {
                PaddedBatch batch = batches.batch(batches.sequences(2, 3), 4, Layout.LEFT);
                call(waiting, batch, new Random(Seeds.derive(seed, call)), early);
                call(plain, batch, new Random(Seeds.derive(seed, call)), early);
                if (call % 9 == 0) {
                    assertThatStatesAreEqual(waiting.state(), plain.state());
                }
            }
            assertThatStatesAreEqual(waiting.state(), plain.state());
            assertThat(waiting.state().parameters().toDoubles())
                    .as("something was learnt")
                    .isNotEqualTo(early.parameters().toDoubles());
        }
    }

    /** Two that go on from one state agree on rows that neither read, and a third that reads the same on all. */
    @ParameterizedTest(name = "{0}, seed {1}")
    @CsvSource({"TAGGING, 1", "CLASSIFICATION, 2", "SEQ2SEQ, 3"})
    void rowsThatNobodyReadAreTheSame(ModelTask task, long seed) {
        UpdaterOptions updater = UpdaterOptions.adam(0.01);
        RandomBatches batches = new RandomBatches(seed, task);
        try (Dl4jNetwork first = network(task, 300, 3, updater);
                Dl4jNetwork second = network(task, 300, 3, updater)) {
            for (int step = 0; step < 5; step++) {
                first.fit(batches.batch(batches.sequences(20, 9), 9, Layout.RIGHT));
            }
            NetworkState common = first.state();
            first.restore(common);
            second.restore(common);
            for (int step = 0; step < 3; step++) {
                first.fit(batches.batch(batches.sequences(2, 3), 4, Layout.RIGHT));
                second.fit(batches.batch(batches.sequences(2, 3), 4, Layout.RIGHT));
            }
            List<ReadRows> ofFirst = first.readRows();
            List<ReadRows> ofSecond = second.readRows();
            assertThat(ofFirst).isNotEmpty().hasSameSizeAs(ofSecond);
            NetworkState one = first.state();
            NetworkState other = second.state();
            int parameters = first.parameterCount();
            for (int table = 0; table < ofFirst.size(); table++) {
                ReadRows read = ofFirst.get(table).or(ofSecond.get(table));
                assertThat(read.read().cardinality()).isBetween(2, table == 0 ? read.rows() - 1 : read.rows());
                for (int row = 0; row < read.rows(); row++) {
                    int from = read.start() + row * read.units();
                    int to = from + read.units();
                    boolean areSame = one.parameters()
                                    .slice(from, to)
                                    .digest()
                                    .equals(other.parameters().slice(from, to).digest())
                            && one.updaterState()
                                    .slice(parameters + from, parameters + to)
                                    .digest()
                                    .equals(other.updaterState()
                                            .slice(parameters + from, parameters + to)
                                            .digest());
                    assertThat(areSame || read.read().get(row)).as("row " + row).isTrue();
                }
            }
        }
    }

    @Test
    void aGradientOfOthersMayHaveChangedAnyRow() {
        RandomBatches batches = new RandomBatches(1, ModelTask.TAGGING);
        PaddedBatch batch = batches.batch(batches.sequences(2, 3), 4, Layout.RIGHT);
        try (Dl4jNetwork network = network(ModelTask.TAGGING, 300, 3, UpdaterOptions.adam(0.01))) {
            network.fit(batch);
            assertThat(network.readRows()).as("never continued").isEmpty();
            network.restore(network.state());
            network.fit(batch);
            assertThat(network.readRows()).hasSize(1);
            network.apply(network.gradient(batch).gradient());
            assertThat(network.readRows()).isEmpty();
        }
    }

    private static void assertThatStatesAreEqual(NetworkState ours, NetworkState expected) {
        assertThat(ours.steps()).isEqualTo(expected.steps());
        assertThat(ours.parameters().digest()).isEqualTo(expected.parameters().digest());
        assertThat(ours.updaterState().digest())
                .isEqualTo(expected.updaterState().digest());
    }
}
