package io.maskwise.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.maskwise.ExitCode;
import io.maskwise.MaskwiseException;
import io.maskwise.model.UpdaterOptions;
import io.maskwise.training.TrainingOutcome.Completion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.hadoop.fs.FileUtil;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A run is replaced once the new one is whole, and not before. */
class TestRunReplacement {
    @TempDir
    Path folder;

    private Runs old() {
        return Runs.in(folder);
    }

    private Runs anew() {
        return old().seeded(5);
    }

    private void move(String from, String to) throws IOException {
        Files.move(folder.resolve(from), folder.resolve(to));
    }

    private void trainOldAndMeasureIt() throws IOException {
        old().digest("run");
        Files.createDirectory(folder.resolve("run/evaluation"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"file", HdfsLikeFileSystem.SCHEME})
    void theOldRunStaysUntilTheNewOneIsFinished(String scheme) throws IOException {
        trainOldAndMeasureIt();
        String digest = old().modelDigest("run");
        TrainingListener reader = new TrainingListener() {
            @Override
            public void roundDone(RoundReport report) {
                assertThat(old().on(scheme).modelDigest("run")).isEqualTo(digest);
                assertThat(folder.resolve("run/_SUCCESS")).exists();
                assertThat(folder.resolve("run/evaluation")).exists();
            }
        };
        TrainingOutcome outcome = anew().on(scheme).replace("run", reader);
        assertThat(outcome.completion()).isEqualTo(Completion.TRAINED);
        assertThat(outcome.summary().parametersDigest()).isNotEqualTo(digest);
        assertThat(anew().modelDigest("run")).isEqualTo(outcome.summary().parametersDigest());
        assertThat(anew().lossLines("run")).hasSize((int) outcome.summary().rounds());
        assertThat(folder.resolve("run/evaluation")).as("of the old model").doesNotExist();
        assertThat(old().hidden()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"file", HdfsLikeFileSystem.SCHEME})
    void aReplacementKilledAnywhereAndResumedEndsTheSame(String scheme) throws IOException {
        TrainingSummary whole = anew().train("whole", TrainingListener.SILENT).summary();
        int killPoint = 0;
        boolean finished = false;
        while (!finished) {
            String name = "run-" + killPoint;
            String digest = old().on(scheme).digest(name);
            try {
                anew().on(scheme).replace(name, new Killer(killPoint));
                finished = true;
            } catch (Killed expected) {
                assertThat(old().modelDigest(name)).as(name).isEqualTo(digest);
                killPoint++;
            }
            assertThat(anew().on(scheme).digest(name)).as(name).isEqualTo(whole.parametersDigest());
            assertThat(anew().modelDigest(name)).as(name).isEqualTo(whole.parametersDigest());
            assertThat(anew().lossLines(name)).as(name).isEqualTo(anew().lossLines("whole"));
            assertThat(old().hidden()).isEmpty();
        }
        assertThat(killPoint).as("kill points tried").isGreaterThan((int) whole.rounds());
    }

    @Test
    void aReplacementThatDivergesLeavesTheOldRun() throws IOException {
        String digest = old().digest("run");
        Killer listener = new Killer(-1);
        assertThatThrownBy(() -> old().with(UpdaterOptions.sgd(1e30)).replace("run", listener))
                .isInstanceOfSatisfying(
                        MaskwiseException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.DIVERGED))
                .hasMessageStartingWith("Training diverged: ");
        assertThat(listener.warnings)
                .containsExactly("The run in " + folder.resolve("run")
                        + " is still the earlier one, as the one to replace it diverged");
        assertThat(old().train("run", TrainingListener.SILENT).completion()).isEqualTo(Completion.ALREADY_COMPLETE);
        assertThat(old().modelDigest("run")).isEqualTo(digest);
        assertThat(old().hidden()).isEmpty();
    }

    @Test
    void aReplacementCanBeReplacedBeforeItEnds() throws IOException {
        String digest = old().digest("run");
        assertThatThrownBy(() -> anew().replace("run", new Killer(8))).isInstanceOf(Killed.class);
        String another = old().seeded(6)
                .replace("run", TrainingListener.SILENT)
                .summary()
                .parametersDigest();
        assertThat(another).isEqualTo(old().seeded(6).digest("whole")).isNotEqualTo(digest);
        assertThat(old().seeded(6).modelDigest("run")).isEqualTo(another);
        assertThat(old().hidden()).isEmpty();
    }

    @Test
    void theOldConfigurationDoesNotResumeTheNewRun() {
        String digest = old().digest("run");
        assertThatThrownBy(() -> anew().replace("run", new Killer(8))).isInstanceOf(Killed.class);
        assertThatThrownBy(() -> old().digest("run"))
                .isInstanceOf(MaskwiseException.class)
                .hasMessage("Cannot go on with the run run: file:" + folder.resolve(".run.next")
                        + " is an unfinished replacement of it, whose configuration differs: train.seed was 5 and is 4"
                        + " (restore these to go on with it, or remove that folder to keep the run that is there)");
        assertThat(old().modelDigest("run")).isEqualTo(digest);
    }

    @Test
    void theOldRunIsKeptByRemovingTheNewOne() throws IOException {
        String digest = old().digest("run");
        assertThatThrownBy(() -> anew().replace("run", new Killer(8))).isInstanceOf(Killed.class);
        HadoopFiles.remove(RunReplacement.sibling(old().job("run").folder(), "next"), Runs.hadoop());
        assertThat(old().train("run", TrainingListener.SILENT).completion()).isEqualTo(Completion.ALREADY_COMPLETE);
        assertThat(old().modelDigest("run")).isEqualTo(digest);
        assertThat(old().hidden()).isEmpty();
    }

    @Test
    void aRunThatIsNotFinishedStaysTooUntilTheNewOneIs() {
        String whole = old().digest("whole");
        assertThatThrownBy(() -> old().train("run", new Killer(8))).isInstanceOf(Killed.class);
        assertThatThrownBy(() -> old().with(UpdaterOptions.sgd(1e30)).replace("run", TrainingListener.SILENT))
                .isInstanceOf(MaskwiseException.class);
        TrainingOutcome resumed = old().train("run", TrainingListener.SILENT);
        assertThat(resumed.completion()).isEqualTo(Completion.RESUMED);
        assertThat(resumed.summary().parametersDigest()).isEqualTo(whole);
    }

    @Test
    void nothingIsReplacedByTrainingAnewWhatIsNotThere() throws IOException {
        TrainingOutcome outcome = anew().replace("run", TrainingListener.SILENT);
        assertThat(outcome.completion()).isEqualTo(Completion.TRAINED);
        assertThat(anew().modelDigest("run")).isEqualTo(outcome.summary().parametersDigest());
        assertThat(anew().hidden()).isEmpty();
    }

    @Test
    void aFinishedReplacementThatWasNotExchangedIs() throws IOException {
        old().digest("run");
        String digest = anew().digest("new");
        move("new", ".run.next");
        assertExchanged(digest);
    }

    @Test
    void anExchangeThatWasKilledBetweenItsRenamesIsCompleted() throws IOException {
        old().digest("run");
        String digest = anew().digest("new");
        move("run", ".run.previous");
        move("new", ".run.next");
        assertExchanged(digest);
    }

    @Test
    void anExchangeThatWasKilledBeforeItsEndIsCleanedUp() throws IOException {
        old().digest("old");
        move("old", ".run.previous");
        String digest = anew().digest("new");
        move("new", "run");
        assertExchanged(digest);
    }

    @ParameterizedTest
    @ValueSource(strings = {"file", HdfsLikeFileSystem.SCHEME})
    void anEmptyFolderThatWasMadeInARunsPlaceDoesNotStopItsExchange(String scheme) throws IOException {
        old().digest("run");
        String digest = anew().digest("new");
        move("run", ".run.previous");
        move("new", ".run.next");
        Files.createDirectory(folder.resolve("run"));
        assertThat(anew().on(scheme).digest("run")).isEqualTo(digest);
        assertExchanged(digest);
    }

    @Test
    void anEmptyFolderThatWasMadeInARunsPlaceDoesNotStopItsReturn() throws IOException {
        String digest = old().digest("run");
        move("run", ".run.previous");
        Files.createDirectory(folder.resolve("run"));
        assertThat(old().train("run", TrainingListener.SILENT).completion()).isEqualTo(Completion.ALREADY_COMPLETE);
        assertThat(old().modelDigest("run")).isEqualTo(digest);
        assertThat(old().hidden()).isEmpty();
    }

    /** What a removal that was killed leaves. */
    private void removeHalf(String run) throws IOException {
        Files.delete(folder.resolve(run).resolve("provenance.json"));
        Files.delete(folder.resolve(run).resolve("model/model.zip"));
    }

    @Test
    void anExchangeThatWasKilledHalfWayInItsRemovalIsCleanedUp() throws IOException {
        old().digest("old");
        move("old", ".run.previous");
        removeHalf(".run.previous");
        String digest = anew().digest("new");
        move("new", "run");
        assertExchanged(digest);
    }

    @Test
    void remainsOfAnOldRunDoNotComeBack() throws IOException {
        old().digest("run");
        move("run", ".run.previous");
        removeHalf(".run.previous");
        TrainingOutcome outcome = anew().train("run", TrainingListener.SILENT);
        assertThat(outcome.completion()).isEqualTo(Completion.TRAINED);
        assertThat(outcome.summary().parametersDigest()).isEqualTo(anew().digest("whole"));
        assertThat(anew().hidden()).isEmpty();
    }

    @Test
    void remainsOfANewRunTakeNoPlace() throws IOException {
        String digest = old().digest("run");
        anew().digest("new");
        move("new", ".run.next");
        removeHalf(".run.next");
        assertThat(old().train("run", TrainingListener.SILENT).completion()).isEqualTo(Completion.ALREADY_COMPLETE);
        assertThat(old().modelDigest("run")).isEqualTo(digest);
        assertThat(old().hidden()).isEmpty();
    }

    @Test
    void anExchangeThatIsKilledAnywhereIsCompletedByTheNextCall() throws IOException {
        int killPoint = 0;
        while (exchangeIsKilled(killPoint)) {
            Files.delete(folder.resolve(".run.lock"));
            assertExchanged(anew().modelDigest("whole"));
            FileUtil.fullyDelete(folder.resolve("run").toFile());
            killPoint++;
        }
        assertThat(killPoint).as("kill points tried").isGreaterThan(4);
    }

    private boolean exchangeIsKilled(int killPoint) throws IOException {
        old().digest("run");
        anew().digest("whole");
        anew().digest("new");
        move("new", ".run.next");
        TrainingJob job = anew().job("run");
        KilledFileSystem.use(killPoint, job.hadoop());
        try {
            new TrainingRun(job, TrainingListener.SILENT).run(anew().workers());
            return false;
        } catch (Killed expected) {
            return true;
        }
    }

    private void assertExchanged(String digest) throws IOException {
        TrainingOutcome outcome = anew().train("run", TrainingListener.SILENT);
        assertThat(outcome.completion()).isEqualTo(Completion.ALREADY_COMPLETE);
        assertThat(outcome.summary().parametersDigest()).isEqualTo(digest);
        assertThat(anew().modelDigest("run")).isEqualTo(digest);
        assertThat(anew().hidden()).isEmpty();
    }

    @Test
    void anOldRunWhoseSuccessorIsGoneComesBack() throws IOException {
        String digest = old().digest("run");
        move("run", ".run.previous");
        assertThat(old().train("run", TrainingListener.SILENT).completion()).isEqualTo(Completion.ALREADY_COMPLETE);
        assertThat(old().modelDigest("run")).isEqualTo(digest);
        assertThat(old().hidden()).isEmpty();
    }

    @Test
    void whatIsNoRunIsNotExchanged() throws IOException {
        String digest = old().digest("old");
        move("old", ".run.previous");
        anew().digest("new");
        move("new", ".run.next");
        Path precious = Files.createDirectory(folder.resolve("run")).resolve("thesis.txt");
        Files.writeString(precious, "years of work");
        assertThatThrownBy(() -> anew().train("run", TrainingListener.SILENT))
                .isInstanceOf(MaskwiseException.class)
                .hasMessage("Cannot keep the run run in file:" + folder.resolve("run")
                        + ": it is not a run, as it holds thesis.txt (choose another run id, or remove that yourself)");
        assertThat(precious).exists();
        assertThat(old().modelDigest(".run.previous")).isEqualTo(digest);
    }

    @Test
    void aReplacementThatHadNotBegunIsForgotten() throws IOException {
        old().digest("run");
        Files.createDirectory(folder.resolve(".run.next"));
        Files.writeString(folder.resolve(".run.next/config.conf"), "a = 1\n");
        assertThat(old().train("run", TrainingListener.SILENT).completion()).isEqualTo(Completion.ALREADY_COMPLETE);
        assertThat(old().hidden()).isEmpty();
    }

    @Test
    void aReplacementThatLostItsLockExchangesNothing() throws IOException {
        String digest = old().digest("run");
        TrainingJob job = anew().job("run");
        RunReplacement replacement = new RunReplacement(job);
        RunLock lock = RunLock.acquire(job.folder(), job.hadoop());
        Files.writeString(folder.resolve(".run.lock"), Json.line(LockHolder.here()));
        anew().digest("new");
        move("new", ".run.next");
        for (Runnable work : new Runnable[] {
            () -> replacement.settle(lock), () -> replacement.finish(lock), () -> replacement.abandon(lock)
        }) {
            assertThatThrownBy(work::run).hasMessageContaining("another process has taken it over");
        }
        assertThat(old().modelDigest("run")).isEqualTo(digest);
        assertThat(folder.resolve(".run.next/_SUCCESS")).exists();
    }
}
