package io.maskwise.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.maskwise.model.RandomBatches.Layout;
import io.maskwise.sequence.PaddedBatch;
import io.maskwise.sequence.Seeds;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.IntConsumer;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who does a part of a layer's work changes no bit. */
class TestHelpers {
    private static final int CALLS = 60;
    /** A table that is settled is cut into 16 parts: more than batches read rows. */
    private static final int ROWS = 17;
    /** Of a layer whose parameters are cut into two slices for a step, or three. */
    private static final int MANY = 4000;

    private static final ExecutorService POOL = Executors.newFixedThreadPool(4);

    @AfterAll
    static void shutDown() {
        POOL.shutdownNow();
    }

    /** A part is done by whoever shares the work or by a thread of the pool, as it is drawn. */
    private static final class Drawn implements Helpers {
        private final Random random;
        private final Set<Integer> shared = new TreeSet<>();

        Drawn(long seed) {
            this.random = new Random(seed);
        }

        @Override
        public void share(int parts, IntConsumer part) {
            shared.add(parts);
            List<CompletableFuture<Void>> ofOthers = new ArrayList<>();
            List<Integer> own = new ArrayList<>();
            for (int i = 0; i < parts; i++) {
                int index = i;
                if (random.nextBoolean()) {
                    ofOthers.add(CompletableFuture.runAsync(() -> part.accept(index), POOL));
                } else {
                    own.add(index);
                }
            }
            own.forEach(part::accept);
            ofOthers.forEach(CompletableFuture::join);
        }
    }

    private static ModelSpec spec(String kind, MergeMode merge) {
        Recurrent sequence = recurrent(kind, RecurrentOutput.SEQUENCE);
        return SequentialModel.of(ModelInput.maskedTokens(ModelSpec.INPUT))
                .add(new Embedding(ROWS, 6))
                .add(new Bidirectional(sequence, MergeMode.CONCAT))
                .add(new Dropout(0.3))
                .add(new Bidirectional(sequence, merge))
                .add(new Bidirectional(recurrent(kind, RecurrentOutput.LAST), merge))
                .add(new Dense(MANY))
                .add(new Dense(RandomBatches.CLASSES))
                .spec();
    }

    private static Recurrent recurrent(String kind, RecurrentOutput output) {
        return kind.equals("gru") ? Gru.of(5, output) : Lstm.of(5, output);
    }

    /** Both ways of the second layer begin with the same state, that of one way of the first. */
    private static ModelSpec specWithStates(MergeMode merge) {
        Recurrent first = Lstm.of(5, RecurrentOutput.SEQUENCE).returningState();
        LayerNode encoder = new LayerNode("encoder", new Bidirectional(first, MergeMode.NONE), List.of("embedding"));
        List<String> read =
                List.of(encoder.output(1), encoder.output(2), encoder.output(3), encoder.output(2), encoder.output(3));
        return new ModelSpec(List.of(
                new LayerNode("embedding", new Embedding(ROWS, 6), List.of(ModelSpec.INPUT)),
                encoder,
                new LayerNode("decoder", new Bidirectional(Lstm.of(5, RecurrentOutput.LAST), merge), read),
                new LayerNode("logits", new Dense(RandomBatches.CLASSES), List.of("decoder"))));
    }

    @ParameterizedTest(name = "{0}, {1}, {2}, {3}, seed {4}: {5}")
    @CsvSource({
        "lstm, CONCAT, ADAM, FLOAT, 1, 2 8 16 25",
        "lstm, SUM, ADAM, FLOAT, 2, 2 8 16 24",
        "lstm, AVERAGE, NESTEROV, FLOAT, 3, 2 8",
        "lstm, MULTIPLY, ADAMW, FLOAT, 4, 2 8 24",
        "lstm, CONCAT, ADAM, DOUBLE, 5, ''",
        "gru, CONCAT, ADAM, FLOAT, 6, 8 16 25",
        "states, SUM, ADAM, FLOAT, 7, 2 8 15 16"
    })
    void theyChangeNoBit(
            String kind, MergeMode merge, UpdaterKind updater, Precision precision, long seed, String shared) {
        ModelSpec spec = kind.equals("states") ? specWithStates(merge) : spec(kind, merge);
        NetworkDescription description =
                new NetworkDescription(spec, UpdaterOptions.of(updater, 0.01), precision, seed);
        RandomBatches batches = new RandomBatches(seed, ModelTask.CLASSIFICATION);
        Drawn drawn = new Drawn(seed);
        try (SequenceNetwork helped = description.create();
                SequenceNetwork alone = description.create()) {
            helped.helpedBy(drawn);
            for (int call = 0; call < CALLS; call++) {
                PaddedBatch batch = batches.batch(batches.sequences(4, 7), 9, Layout.LEFT);
                call(helped, batch, new Random(Seeds.derive(seed, call)));
                call(alone, batch, new Random(Seeds.derive(seed, call)));
                if (call % 9 == 0) {
                    assertThatStatesAreEqual(helped, alone);
                }
            }
            assertThatStatesAreEqual(helped, alone);
        }
        assertThat(drawn.shared.stream().map(String::valueOf).collect(Collectors.joining(" ")))
                .as(
                        "into how many parts something was cut: ways, slices of all values, slices of a table, and of all tensors")
                .isEqualTo(shared);
    }

    private static void call(SequenceNetwork network, PaddedBatch batch, Random random) {
        switch (random.nextInt(12)) {
            case 0 -> network.forward(batch);
            case 1 -> network.apply(network.gradient(batch).gradient());
            case 2 -> network.restore(network.state());
            default -> network.fit(batch);
        }
    }

    private static void assertThatStatesAreEqual(SequenceNetwork helped, SequenceNetwork alone) {
        assertThat(helped.state().parameters().digest())
                .isEqualTo(alone.state().parameters().digest());
        assertThat(helped.state().updaterState().digest())
                .isEqualTo(alone.state().updaterState().digest());
    }

    @Test
    void nobodyDoesAllPartsInTheirOrder() {
        List<Integer> parts = new ArrayList<>();
        Helpers.NONE.share(3, parts::add);
        assertThat(parts).containsExactly(0, 1, 2);
        assertThatThrownBy(() -> Helpers.NONE.share(2, part -> {
                    throw new IllegalArgumentException("part " + part);
                }))
                .hasMessage("part 0");
    }
}
