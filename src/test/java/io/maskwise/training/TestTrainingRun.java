package io.maskwise.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.maskwise.ExitCode;
import io.maskwise.MaskwiseException;
import io.maskwise.model.Precision;
import io.maskwise.model.UpdaterOptions;
import io.maskwise.sequence.BatchOptions;
import io.maskwise.testing.FakeNetwork;
import io.maskwise.testing.FakeNetworkFactory;
import io.maskwise.testing.RaggedRows;
import io.maskwise.text.LabelSet;
import io.maskwise.text.Labelling;
import io.maskwise.text.TokenizerKind;
import io.maskwise.text.TokenizerOptions;
import io.maskwise.text.Vocabulary;
import io.maskwise.text.VocabularyOptions;
import io.maskwise.training.TrainingOutcome.Completion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class TestTrainingRun {
    private static final UpdaterOptions ADAM = UpdaterOptions.adam(0.01);
    private static final FakeNetworkFactory FACTORY =
            new FakeNetworkFactory(RaggedRows.VOCABULARY, 5, RaggedRows.CLASSES, ADAM, Precision.FLOAT);
    private static final int WORKERS = 3;

    @TempDir
    Path folder;

    private Synchronisation sync = Synchronisation.PARAMETERS;
    private long seed = 4;

    /** Stops a run as a crash would, except that the lock is removed. */
    private static final class Killed extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /** Kills the run at the n-th thing that it says. */
    private static final class Killer implements TrainingListener {
        private int remaining;
        private final List<String> warnings = new ArrayList<>();

        Killer(int remaining) {
            this.remaining = remaining;
        }

        private void step() {
            if (remaining-- == 0) {
                throw new Killed();
            }
        }

        @Override
        public void started(RoundPlan plan) {
            step();
        }

        @Override
        public void roundDone(RoundReport report) {
            step();
        }

        @Override
        public void epochDone(EpochReport report) {
            step();
        }

        @Override
        public void checkpointed(RunProgress progress) {
            step();
        }

        @Override
        public void warned(String message) {
            warnings.add(message);
        }
    }

    private TrainingOptions options() {
        return new TrainingOptions(WORKERS, 3, new BatchOptions(4, 0), 2, sync, ADAM, seed, 2, 2, "train");
    }

    private TrainingJob job(String name) {
        Map<String, String> configuration = Map.of("train.seed", String.valueOf(seed), "train.sync", sync.toString());
        return new TrainingJob(
                new RunDescription(name, "a = 1\n", new TreeMap<>(configuration), new TreeMap<>(Map.of("java", "17"))),
                options(),
                FACTORY,
                FakeNetwork::read,
                new DataDescription(
                        Labelling.PER_TOKEN,
                        new TokenizerOptions(TokenizerKind.PRETOKENIZED, false),
                        Vocabulary.ofCounts(Map.of("a", 3L), new VocabularyOptions(1, 0)),
                        LabelSet.of(List.of("X", "Y"))),
                new org.apache.hadoop.fs.Path(folder.resolve(name).toString()),
                new Configuration());
    }

    private Supplier<Workers> workers() {
        RaggedRows random = new RaggedRows(9);
        List<TrainingShard> shards = random.dealt(random.rows(50, 3, 5, 8), WORKERS);
        return () -> new LocalWorkers(shards, new WorkerPass(options()), FACTORY);
    }

    private TrainingOutcome train(String name, TrainingListener listener) {
        return new TrainingRun(job(name), listener).run(workers());
    }

    private String digest(String name) {
        return train(name, TrainingListener.SILENT).summary().parametersDigest();
    }

    private List<String> lossLines(String name) throws IOException {
        try (Stream<String> lines = Files.lines(folder.resolve(name).resolve("metrics.jsonl"))) {
            return lines.map(line -> line.replaceAll(",\"seconds\".*", "")).toList();
        }
    }

    @ParameterizedTest
    @EnumSource(Synchronisation.class)
    void aRunKilledAnywhereAndResumedEndsTheSame(Synchronisation synchronisation) throws IOException {
        sync = synchronisation;
        TrainingSummary whole = train("whole", TrainingListener.SILENT).summary();
        int killPoint = 0;
        boolean finished = false;
        while (!finished) {
            String name = "killed-" + killPoint;
            try {
                train(name, new Killer(killPoint));
                finished = true;
            } catch (Killed expected) {
                killPoint++;
            }
            TrainingSummary resumed = train(name, TrainingListener.SILENT).summary();
            assertThat(resumed.parametersDigest()).as(name).isEqualTo(whole.parametersDigest());
            assertThat(resumed.lossPerEpoch()).as(name).isEqualTo(whole.lossPerEpoch());
            assertThat(resumed.realTokens()).as(name).isEqualTo(whole.realTokens());
            assertThat(lossLines(name)).as(name).isEqualTo(lossLines("whole"));
        }
        assertThat(killPoint).as("kill points tried").isGreaterThan((int) whole.rounds());
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void aRunKilledAgainAndAgainEndsTheSame(long killerSeed) {
        String whole = digest("whole");
        SplittableRandom random = new SplittableRandom(killerSeed);
        while (true) {
            try {
                assertThat(train("killed", new Killer(random.nextInt(6)))
                                .summary()
                                .parametersDigest())
                        .isEqualTo(whole);
                return;
            } catch (Killed expected) {
                // The next attempt goes on.
            }
        }
    }

    @Test
    void everyFileOfARunIsThere() {
        digest("run");
        Path run = folder.resolve("run");
        assertThat(run).isDirectoryContaining("glob:**/config.conf");
        assertThat(List.of("config.conf", "provenance.json", "metrics.jsonl", "training.json", "_SUCCESS"))
                .allSatisfy(name -> assertThat(run.resolve(name)).exists());
        assertThat(List.of("model.zip", "model.json", "vocabulary.tsv", "labels.tsv"))
                .allSatisfy(
                        name -> assertThat(run.resolve("model").resolve(name)).exists());
        assertThat(run.resolve("lock")).doesNotExist();
        assertThat(run).isDirectoryNotContaining("glob:**/.*");
    }

    @Test
    void theNewestCheckpointsStay() throws IOException {
        TrainingSummary summary = train("run", TrainingListener.SILENT).summary();
        try (Stream<Path> checkpoints = Files.list(folder.resolve("run/checkpoints"))) {
            assertThat(checkpoints.map(path -> path.getFileName().toString()))
                    .hasSize(2)
                    .contains(String.format("round-%06d", summary.rounds()));
        }
    }

    @Test
    void aFinishedRunIsLeftAlone() {
        TrainingOutcome first = train("run", TrainingListener.SILENT);
        assertThat(first.completion()).isEqualTo(Completion.TRAINED);
        TrainingOutcome again = new TrainingRun(job("run"), TrainingListener.SILENT).run(() -> {
            throw new AssertionError("no worker is needed");
        });
        assertThat(again).isEqualTo(new TrainingOutcome(Completion.ALREADY_COMPLETE, first.summary()));
    }

    @Test
    void anotherConfigurationUnderTheSameIdIsRefused() {
        digest("run");
        seed = 5;
        assertThatThrownBy(() -> digest("run"))
                .isInstanceOfSatisfying(
                        MaskwiseException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.OUTPUT))
                .hasMessage("Cannot resume the run run: its configuration differs: train.seed was 4 and is 5"
                        + " (choose another run id, restore these, or begin anew with --overwrite)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"model.zip", "state.json"})
    void aDamagedCheckpointIsPassedOver(String file) throws IOException {
        String whole = digest("whole");
        assertThatThrownBy(() -> train("run", new Killer(8))).isInstanceOf(Killed.class);
        Path newest = newestCheckpoint("run").resolve(file);
        byte[] bytes = Files.readAllBytes(newest);
        bytes[bytes.length / 2] ^= 1;
        Files.write(newest, bytes);
        Killer listener = new Killer(-1);
        TrainingOutcome outcome = train("run", listener);
        assertThat(outcome.summary().parametersDigest()).isEqualTo(whole);
        assertThat(outcome.completion()).isEqualTo(Completion.RESUMED);
        assertThat(listener.warnings)
                .singleElement()
                .asString()
                .startsWith("Cannot use the checkpoint " + newest.getParent() + ": ")
                .endsWith("(going back to the one before it)");
    }

    @Test
    void aTruncatedCheckpointIsPassedOver() throws IOException {
        String whole = digest("whole");
        assertThatThrownBy(() -> train("run", new Killer(8))).isInstanceOf(Killed.class);
        Files.write(newestCheckpoint("run").resolve("state.json"), new byte[0]);
        assertThat(digest("run")).isEqualTo(whole);
    }

    private Path newestCheckpoint(String name) throws IOException {
        try (Stream<Path> checkpoints = Files.list(folder.resolve(name).resolve("checkpoints"))) {
            return checkpoints.sorted().reduce((first, second) -> second).orElseThrow();
        }
    }

    @Test
    void aRunWithoutRowsIsRefused() {
        RaggedRows random = new RaggedRows(1);
        assertThatThrownBy(() -> new TrainingRun(job("run"), TrainingListener.SILENT)
                        .run(() ->
                                new LocalWorkers(random.dealt(List.of(), WORKERS), new WorkerPass(options()), FACTORY)))
                .isInstanceOfSatisfying(
                        MaskwiseException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.INPUT))
                .hasMessage("Cannot train on the split train: it has no rows"
                        + " (choose another split, or prepare more data)");
    }

    @Test
    void aSecondDriverIsRefusedWhileTheFirstLives() {
        TrainingListener rival = new TrainingListener() {
            @Override
            public void roundDone(RoundReport report) {
                assertThatThrownBy(() -> digest("run"))
                        .isInstanceOfSatisfying(
                                MaskwiseException.class,
                                e -> assertThat(e.exitCode()).isEqualTo(ExitCode.OUTPUT))
                        .hasMessageContaining(
                                "process " + ProcessHandle.current().pid() + " on ");
            }
        };
        assertThat(train("run", rival).completion()).isEqualTo(Completion.TRAINED);
    }

    @Test
    void aRunThatWasKilledWhileItBeganCanBeReplaced() throws IOException {
        Path run = Files.createDirectory(folder.resolve("run"));
        Files.writeString(run.resolve("config.conf"), "a = 1\n");
        Files.writeString(run.resolve(".provenance.json.tmp-" + UUID.randomUUID()), "{");
        new TrainingRun(job("run"), TrainingListener.SILENT).discard();
        assertThat(train("run", TrainingListener.SILENT).completion()).isEqualTo(Completion.TRAINED);
    }

    @Test
    void theModelCanBeOpened() {
        TrainingSummary summary = train("run", TrainingListener.SILENT).summary();
        TrainingJob job = job("run");
        ModelFolder model = ModelFolder.open(ModelFolder.of(job.folder()), FakeNetwork::read, job.hadoop());
        assertThat(model.description().parametersDigest()).isEqualTo(summary.parametersDigest());
        assertThat(model.labels().labels()).containsExactly("X", "Y");
        assertThat(model.stored().create().state().parameters().digest()).isEqualTo(summary.parametersDigest());
    }
}
