package io.maskwise.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.maskwise.model.RandomBatches.Layout;
import io.maskwise.sequence.PaddedBatch;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who does a part of a layer's work changes no bit. */
class TestHelpers {
    private static final int FITS = 25;
    private static final ExecutorService POOL = Executors.newFixedThreadPool(4);

    @AfterAll
    static void shutDown() {
        POOL.shutdownNow();
    }

    /** Others do all parts, several at once, and a part's thread is another one each time. */
    private static final class Strangers implements Helpers {
        private final AtomicInteger done = new AtomicInteger();

        @Override
        public void share(int parts, IntConsumer part) {
            List<Callable<Integer>> calls = new ArrayList<>();
            for (int i = parts - 1; i >= 0; i--) {
                int index = i;
                calls.add(() -> {
                    part.accept(index);
                    return done.incrementAndGet();
                });
            }
            try {
                for (Future<Integer> call : POOL.invokeAll(calls)) {
                    call.get();
                }
            } catch (ExecutionException e) {
                throw (RuntimeException) e.getCause();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private static ModelSpec spec(String kind, MergeMode merge) {
        Recurrent sequence = recurrent(kind, RecurrentOutput.SEQUENCE);
        Recurrent last = recurrent(kind, RecurrentOutput.LAST);
        return SequentialModel.of(ModelInput.maskedTokens("tokens"))
                .add(new Embedding(RandomBatches.VOCABULARY, 6))
                .add(new Bidirectional(sequence, MergeMode.CONCAT))
                .add(new Dropout(0.3))
                .add(new Bidirectional(sequence, merge))
                .add(new Bidirectional(last, merge))
                .add(new Dense(RandomBatches.CLASSES))
                .spec();
    }

    private static Recurrent recurrent(String kind, RecurrentOutput output) {
        return kind.equals("gru") ? Gru.of(5, output) : Lstm.of(5, output);
    }

    @ParameterizedTest(name = "{0}, {1}, {2}, {3}, seed {4}")
    @CsvSource({
        "lstm, CONCAT, ADAM, FLOAT, 1",
        "lstm, SUM, ADAM, FLOAT, 2",
        "lstm, AVERAGE, NESTEROV, FLOAT, 3",
        "lstm, MULTIPLY, ADAMW, FLOAT, 4",
        "lstm, CONCAT, ADAM, DOUBLE, 5",
        "gru, CONCAT, ADAM, FLOAT, 6"
    })
    void theyChangeNoBit(String kind, MergeMode merge, UpdaterKind updater, Precision precision, long seed) {
        NetworkDescription description =
                new NetworkDescription(spec(kind, merge), UpdaterOptions.of(updater, 0.01), precision, seed);
        RandomBatches batches = new RandomBatches(seed, ModelTask.CLASSIFICATION);
        Strangers strangers = new Strangers();
        try (SequenceNetwork helped = description.create();
                SequenceNetwork alone = description.create()) {
            for (int fit = 0; fit < FITS; fit++) {
                PaddedBatch batch = batches.batch(batches.sequences(4, 7), 9, Layout.LEFT);
                // Whoever went forward with help may go back without it, and the other way round.
                helped.work(fit % 5 == 4 ? Helpers.NONE : strangers);
                assertThat(helped.fit(batch)).isEqualTo(alone.fit(batch));
            }
            assertThat(helped.state().parameters().digest())
                    .isEqualTo(alone.state().parameters().digest());
            assertThat(helped.state().updaterState().digest())
                    .isEqualTo(alone.state().updaterState().digest());
        }
        assertThat(strangers.done.get() > 0)
                .as("parts that others did")
                .isEqualTo(precision == Precision.FLOAT && (kind.equals("lstm") || updater == UpdaterKind.ADAM));
    }

    @Test
    void nobodyDoesAllPartsInTheirOrder() {
        List<Integer> parts = new ArrayList<>();
        Helpers.NONE.share(3, parts::add);
        assertThat(parts).containsExactly(0, 1, 2);
    }

    @Test
    void whatAPartThrowsIsThrown() {
        assertThatThrownBy(() -> new Strangers().share(2, part -> {
                    throw new IllegalArgumentException("part " + part);
                }))
                .hasMessageContaining("part ");
    }
}
