package io.maskwise.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.maskwise.ExitCode;
import io.maskwise.MaskwiseException;
import io.maskwise.model.ParameterVector;
import io.maskwise.testing.FakeNetwork;
import io.maskwise.testing.RaggedRows;
import io.maskwise.text.LabelSet;
import io.maskwise.training.TrainingOutcome.Completion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class TestTrainingRun {
    @TempDir
    Path folder;

    private Runs runs() {
        return Runs.in(folder);
    }

    @ParameterizedTest
    @EnumSource(Synchronisation.class)
    void aRunKilledAnywhereAndResumedEndsTheSame(Synchronisation synchronisation) throws IOException {
        assertThatKilledAnywhereItEndsTheSame(runs().by(synchronisation));
    }

    private static void assertRefused(MaskwiseException refusal, boolean retryable) {
        assertThat(refusal.exitCode()).isEqualTo(ExitCode.OUTPUT);
        assertThat(refusal.retryable()).isEqualTo(retryable);
    }

    @Test
    void aStateThatMayBeWrittenOverIsNobodysAnyMore() {
        List<ParameterVector> seen = new ArrayList<>();
        List<String> digests = new ArrayList<>();
        TrainingListener seesSome = new TrainingListener() {
            @Override
            public void stateAfter(RoundReport report, long steps, Supplier<ParameterVector> parameters) {
                if (report.totalRound() % 3 == 0) {
                    seen.add(parameters.get());
                    digests.add(parameters.get().digest());
                }
            }
        };
        String overwritten = runs().train("overwritten", seesSome).summary().parametersDigest();
        assertThat(seen).extracting(ParameterVector::digest).isEqualTo(digests).hasSizeGreaterThan(1);

        Supplier<Workers> plain = () -> ((OverwritingWorkers) runs().workers().get()).workers();
        assertThat(new TrainingRun(runs().job("plain"), TrainingListener.SILENT)
                        .run(plain)
                        .summary()
                        .parametersDigest())
                .isEqualTo(overwritten);
    }

    @Test
    void aRunWhoseWorkersKeepTheirUpdatersToo() throws IOException {
        assertThatKilledAnywhereItEndsTheSame(runs().remembering(UpdaterStatePolicy.KEEP));
    }

    private static void assertThatKilledAnywhereItEndsTheSame(Runs runs) throws IOException {
        TrainingSummary whole = runs.train("whole", TrainingListener.SILENT).summary();
        int killPoint = 0;
        boolean finished = false;
        while (!finished) {
            String name = "killed-" + killPoint;
            try {
                runs.train(name, new Killer(killPoint));
                finished = true;
            } catch (Killed expected) {
                killPoint++;
            }
            TrainingSummary resumed = runs.train(name, TrainingListener.SILENT).summary();
            assertThat(resumed.parametersDigest()).as(name).isEqualTo(whole.parametersDigest());
            assertThat(resumed.lossPerEpoch()).as(name).isEqualTo(whole.lossPerEpoch());
            assertThat(resumed.realTokens()).as(name).isEqualTo(whole.realTokens());
            assertThat(runs.lossLines(name)).as(name).isEqualTo(runs.lossLines("whole"));
        }
        assertThat(killPoint).as("kill points tried").isGreaterThan((int) whole.rounds());
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void aRunKilledAgainAndAgainEndsTheSame(long killerSeed) {
        String whole = runs().digest("whole");
        SplittableRandom random = new SplittableRandom(killerSeed);
        while (true) {
            try {
                assertThat(runs().train("killed", new Killer(random.nextInt(6)))
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
    void everyFileOfARunIsThere() throws IOException {
        runs().digest("run");
        Path run = folder.resolve("run");
        assertThat(run).isDirectoryContaining("glob:**/config.conf");
        assertThat(List.of("config.conf", "provenance.json", "metrics.jsonl", "training.json", "_SUCCESS"))
                .allSatisfy(name -> assertThat(run.resolve(name)).exists());
        assertThat(List.of("model.zip", "model.json", "vocabulary.tsv", "labels.tsv"))
                .allSatisfy(
                        name -> assertThat(run.resolve("model").resolve(name)).exists());
        assertThat(runs().hidden()).isEmpty();
    }

    @Test
    void theNewestCheckpointsStay() throws IOException {
        TrainingSummary summary = runs().train("run", TrainingListener.SILENT).summary();
        try (Stream<Path> checkpoints = Files.list(folder.resolve("run/checkpoints"))) {
            assertThat(checkpoints.map(path -> path.getFileName().toString()))
                    .hasSize(2)
                    .contains(String.format(Locale.ROOT, "round-%06d", summary.rounds()));
        }
    }

    @Test
    void aFinishedRunIsLeftAlone() {
        TrainingOutcome first = runs().train("run", TrainingListener.SILENT);
        assertThat(first.completion()).isEqualTo(Completion.TRAINED);
        TrainingOutcome again = new TrainingRun(runs().job("run"), TrainingListener.SILENT).run(() -> {
            throw new AssertionError("no worker is needed");
        });
        assertThat(again).isEqualTo(new TrainingOutcome(Completion.ALREADY_COMPLETE, first.summary()));
    }

    @Test
    void anotherConfigurationUnderTheSameIdIsRefused() {
        runs().digest("run");
        assertThatThrownBy(() -> runs().seeded(5).digest("run"))
                .isInstanceOfSatisfying(MaskwiseException.class, e -> assertRefused(e, false))
                .hasMessage("Cannot resume the run run: its configuration differs: train.seed was 4 and is 5"
                        + " (choose another run id, restore these, or begin anew with --overwrite)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"model.zip", "state.json"})
    void aDamagedCheckpointIsPassedOver(String file) throws IOException {
        String whole = runs().digest("whole");
        assertThatThrownBy(() -> runs().train("run", new Killer(8))).isInstanceOf(Killed.class);
        Path newest = newestCheckpoint("run").resolve(file);
        byte[] bytes = Files.readAllBytes(newest);
        bytes[bytes.length / 2] ^= 1;
        Files.write(newest, bytes);
        Killer listener = new Killer(-1);
        TrainingOutcome outcome = runs().train("run", listener);
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
        String whole = runs().digest("whole");
        assertThatThrownBy(() -> runs().train("run", new Killer(8))).isInstanceOf(Killed.class);
        Files.write(newestCheckpoint("run").resolve("state.json"), new byte[0]);
        assertThat(runs().digest("run")).isEqualTo(whole);
    }

    private Path newestCheckpoint(String name) throws IOException {
        try (Stream<Path> checkpoints = Files.list(folder.resolve(name).resolve("checkpoints"))) {
            return checkpoints.sorted().reduce((first, second) -> second).orElseThrow();
        }
    }

    @Test
    void aRunWithoutRowsIsRefused() {
        RaggedRows random = new RaggedRows(1);
        assertThatThrownBy(() -> new TrainingRun(runs().job("run"), TrainingListener.SILENT)
                        .run(() -> new LocalWorkers(
                                random.dealt(List.of(), Runs.WORKERS),
                                new WorkerPass(runs().options()),
                                runs().factory())))
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
                assertThatThrownBy(() -> runs().digest("run"))
                        .isInstanceOfSatisfying(MaskwiseException.class, e -> assertRefused(e, true))
                        .hasMessageContaining(
                                "process " + ProcessHandle.current().pid() + " on ");
            }
        };
        assertThat(runs().train("run", rival).completion()).isEqualTo(Completion.TRAINED);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whatARunThatWasKilledWhileItBeganLeftIsRemoved(boolean replaced) throws IOException {
        Path run = Files.createDirectory(folder.resolve("run"));
        Files.writeString(run.resolve("config.conf"), "a = 1\n");
        Files.writeString(run.resolve(".provenance.json.tmp-" + UUID.randomUUID()), "{");
        TrainingOutcome outcome = replaced
                ? runs().replace("run", TrainingListener.SILENT)
                : runs().train("run", TrainingListener.SILENT);
        assertThat(outcome.completion()).isEqualTo(Completion.TRAINED);
        assertThat(runs().hidden()).isEmpty();
    }

    @Test
    void aRunThatIsResumedWithOtherVersionsIsWarnedOf() throws IOException {
        Killer killed = new Killer(5);
        assertThatThrownBy(() -> runs().train("run", killed)).isInstanceOf(Killed.class);
        Path provenance = folder.resolve("run/provenance.json");
        Files.writeString(provenance, Files.readString(provenance).replace("\"17\"", "\"11\""));
        Killer listener = new Killer(-1);
        assertThat(runs().train("run", listener).completion()).isEqualTo(Completion.RESUMED);
        assertThat(listener.warnings)
                .containsExactly("What computes differs from when the run began, so its parameters may differ in their"
                        + " last bits from those of a run in one go: java was 11 and is 17");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whatARunWithoutProvenanceLeftIsNotResumedButRemoved(boolean replaced) throws IOException {
        String whole = runs().digest("whole");
        runs().seeded(5).digest("run");
        Files.delete(folder.resolve("run/provenance.json"));
        Files.createDirectory(folder.resolve("run/evaluation"));
        Files.createDirectory(folder.resolve("run/.model.old-x-1-1-" + UUID.randomUUID()));
        Killer listener = new Killer(-1);
        TrainingOutcome outcome = replaced ? runs().replace("run", listener) : runs().train("run", listener);
        assertThat(outcome.completion()).isEqualTo(Completion.TRAINED);
        assertThat(outcome.summary().parametersDigest()).isEqualTo(whole);
        assertThat(runs().lossLines("run")).isEqualTo(runs().lossLines("whole"));
        assertThat(folder.resolve("run/evaluation")).doesNotExist();
        assertThat(runs().hidden()).isEmpty();
        assertThat(listener.warnings)
                .containsExactly("Removed from " + folder.resolve("run") + " what a run without provenance.json left:"
                        + " _SUCCESS, checkpoints, evaluation, metrics.jsonl, model, training.json");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"thesis.txt", "model/thesis.txt", "checkpoints/thesis.txt", ".thesis.tmp-1", "config.conf/a"})
    void aFolderOfOthersIsNeitherAddedToNorRemoved(String name) throws IOException {
        Path precious = folder.resolve("run").resolve(name);
        Files.createDirectories(precious.getParent());
        Files.writeString(precious, "years of work");
        String foreign = name.replace("/a", "");
        String message = "Cannot keep the run run in file:" + folder.resolve("run") + ": it is not a run, as it holds "
                + foreign + " (choose another run id, or remove that yourself)";
        assertThatThrownBy(() -> runs().digest("run"))
                .isInstanceOfSatisfying(MaskwiseException.class, e -> assertRefused(e, false))
                .hasMessage(message);
        assertThatThrownBy(() -> runs().replace("run", TrainingListener.SILENT)).hasMessage(message);
        assertThat(precious).hasContent("years of work");
        assertThat(folder.resolve("run/provenance.json")).doesNotExist();
        assertThat(runs().hidden()).allMatch(precious::equals);
    }

    @Test
    void whatAKilledProcessWasWritingIsRemovedWhenTheRunGoesOn() throws IOException {
        assertThatThrownBy(() -> runs().train("run", new Killer(8))).isInstanceOf(Killed.class);
        Path run = folder.resolve("run");
        Files.writeString(run.resolve(".metrics.jsonl.tmp-" + UUID.randomUUID()), "{");
        Path others = Files.createDirectory(run.resolve(".evaluation.tmp-" + UUID.randomUUID()));
        runs().digest("run");
        assertThat(runs().hidden()).as("what the evaluation itself cleans up").containsExactly(others);
    }

    @Test
    void aFileInPlaceOfTheRunIsNamed() throws IOException {
        Path file = Files.createFile(folder.resolve("run"));
        String message =
                "Cannot keep the run run in file:" + file + ": it is a file (choose another run id, or remove" + " it)";
        assertThatThrownBy(() -> runs().digest("run"))
                .isInstanceOfSatisfying(MaskwiseException.class, e -> assertRefused(e, false))
                .hasMessage(message);
        assertThatThrownBy(() -> runs().replace("run", TrainingListener.SILENT)).hasMessage(message);
        assertThat(runs().hidden()).isEmpty();
    }

    @Test
    void aLogThatLostRoundsKeepsTheOthersAndSaysSo() throws IOException {
        runs().digest("whole");
        assertThatThrownBy(() -> runs().train("run", new Killer(8))).isInstanceOf(Killed.class);
        Path log = folder.resolve("run/metrics.jsonl");
        List<String> lines = new ArrayList<>(Files.readAllLines(log));
        lines.set(1, lines.get(1).substring(0, 20));
        Files.write(log, lines);
        Killer listener = new Killer(-1);
        runs().train("run", listener);
        List<String> expected = new ArrayList<>(runs().lossLines("whole"));
        expected.remove(1);
        assertThat(runs().lossLines("run")).isEqualTo(expected);
        assertThat(listener.warnings)
                .containsExactly("Cannot find every round in " + log
                        + ": 1 of 4 have no line any more (the model does not depend on them)");
    }

    /** Takes the lock of a run away, as a process does that thinks its holder dead. */
    private void robLock() {
        try {
            Files.writeString(folder.resolve(".run.lock"), Json.line(LockHolder.here()));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** The message of a run whose lock was taken away. */
    private String robbed() {
        return "Cannot go on with the run of file:" + folder.resolve("run")
                + ": another process has taken it over (let that one finish)";
    }

    @Test
    void aRunThatLostItsLockDoesNotBegin() {
        assertThatThrownBy(() -> new TrainingRun(runs().job("run"), TrainingListener.SILENT).run(() -> {
                    robLock();
                    return runs().workers().get();
                }))
                .hasMessage(robbed());
        assertThat(folder.resolve("run")).doesNotExist();
    }

    @Test
    void aRunThatLostItsLockDoesNotTouchTheLog() {
        TrainingListener robber = new TrainingListener() {
            @Override
            public void started(RoundPlan plan) {
                robLock();
            }
        };
        assertThatThrownBy(() -> runs().train("run", robber)).hasMessage(robbed());
        assertThat(folder.resolve("run/metrics.jsonl")).doesNotExist();
    }

    @Test
    void aRunThatLostItsLockPublishesNoCheckpoint() {
        TrainingListener robber = new TrainingListener() {
            @Override
            public void roundDone(RoundReport report) {
                robLock();
            }
        };
        assertThatThrownBy(() -> runs().train("run", robber)).hasMessage(robbed());
        assertThat(folder.resolve("run/checkpoints")).doesNotExist();
    }

    @Test
    void aRunThatLostItsLockPublishesNoModel() {
        TrainingListener robber = new TrainingListener() {
            @Override
            public void checkpointed(RunProgress progress) {
                if (progress.epoch() > runs().options().epochs()) {
                    robLock();
                }
            }
        };
        assertThatThrownBy(() -> runs().train("run", robber)).hasMessage(robbed());
        assertThat(folder.resolve("run/model")).doesNotExist();
    }

    @Test
    void theModelCanBeOpened() {
        TrainingSummary summary = runs().train("run", TrainingListener.SILENT).summary();
        TrainingJob job = runs().job("run");
        ModelFolder model = ModelFolder.open(ModelFolder.of(job.folder()), FakeNetwork::read, job.hadoop());
        assertThat(model.description().parametersDigest()).isEqualTo(summary.parametersDigest());
        assertThat(model.labels()).isEqualTo(LabelSet.of(List.of("X", "Y")));
        assertThat(model.stored().create().state().parameters().digest()).isEqualTo(summary.parametersDigest());
    }
}
