package io.maskwise.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.maskwise.ExitCode;
import io.maskwise.MaskwiseException;
import io.maskwise.metrics.LossSum;
import io.maskwise.model.NetworkState;
import io.maskwise.model.ParameterVector;
import io.maskwise.model.Precision;
import io.maskwise.model.SequenceNetwork;
import io.maskwise.model.UpdaterOptions;
import io.maskwise.testing.FakeNetworkFactory;
import io.maskwise.testing.RaggedRows;
import io.maskwise.training.TrainingOutcome.Completion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TestKeptUpdaters {
    @TempDir
    Path folder;

    private Runs runs() {
        return Runs.in(folder).remembering(UpdaterStatePolicy.KEEP);
    }

    private KeptUpdaters files() {
        return new KeptUpdaters(new org.apache.hadoop.fs.Path(folder.toUri()), Runs.hadoop());
    }

    static Stream<UpdaterOptions> updaters() {
        return Stream.of(UpdaterOptions.sgd(0.1), UpdaterOptions.nesterov(0.1, 0.9), UpdaterOptions.adam(0.01));
    }

    @ParameterizedTest
    @MethodSource("updaters")
    void theOutcomeIsThatOfWorkersThatAreNeverTakenDown(UpdaterOptions updater) {
        Runs runs = runs().with(updater);
        assertThat(runs.digest("run")).isEqualTo(everlasting(runs).digest());
    }

    /** The plain twin: a network for each worker, of which only the parameters are ever replaced. */
    private static ParameterVector everlasting(Runs runs) {
        TrainingOptions options = runs.options();
        RaggedRows random = new RaggedRows(9);
        List<TrainingShard> shards = random.dealt(random.rows(50, 3, 5, 8), Runs.WORKERS);
        Workers dealt = new LocalWorkers(shards, new WorkerPass(options), runs.factory());
        RoundPlan plan = RoundPlan.of(dealt.rowsPerPaddedLength(), options);
        List<SequenceNetwork> networks =
                shards.stream().map(shard -> runs.factory().create()).toList();
        ParameterVector shared = networks.get(0).parameters();
        long steps = 0;
        for (int epoch = 1; epoch <= options.epochs(); epoch++) {
            for (int round = 1; round <= plan.rounds(); round++) {
                WeightedAverage average = new WeightedAverage();
                List<Long> taken = new ArrayList<>();
                for (TrainingShard shard : shards) {
                    SequenceNetwork network = networks.get(shard.worker());
                    NetworkState own = network.state();
                    network.restore(new NetworkState(shared, own.updaterState(), steps, own.rememberedSteps()));
                    LossSum loss = plan.batches(shard, options, new RoundPosition(epoch, round)).stream()
                            .map(rows -> network.fit(shard.stack(rows)))
                            .reduce(LossSum.ZERO, LossSum::merge);
                    if (loss.weight() > 0) {
                        average.add(network.parameters(), loss.weight());
                        taken.add(network.steps());
                    }
                }
                shared = average.value().orElseThrow();
                steps = taken.stream().mapToLong(Long::longValue).max().orElseThrow();
            }
        }
        return shared;
    }

    @Test
    void oneWorkerThatKeepsItsUpdaterIsOneThatAveragesIt() {
        List<TrainingShard> one = List.of(
                new RaggedRows(9).dealt(new RaggedRows(9).rows(50, 3, 5), 1).get(0));
        List<String> digests = Stream.of(UpdaterStatePolicy.KEEP, UpdaterStatePolicy.AVERAGE, UpdaterStatePolicy.RESET)
                .map(policy -> digest(one, Runs.in(folder).remembering(policy), policy.name()))
                .toList();
        assertThat(digests.get(0)).isEqualTo(digests.get(1)).isNotEqualTo(digests.get(2));
    }

    private static String digest(List<TrainingShard> shards, Runs runs, String name) {
        TrainingOptions options = runs.options();
        TrainingOptions alone = new TrainingOptions(
                        1, 3, options.batch(), 2, options.sync(), options.updater(), 4, 2, 2, "train")
                .keeping(options.updaterState());
        TrainingJob job = runs.job(name);
        TrainingJob aloneJob =
                new TrainingJob(job.run(), alone, job.factory(), job.reader(), job.data(), job.folder(), job.hadoop());
        return new TrainingRun(aloneJob, TrainingListener.SILENT)
                .run(() -> new LocalWorkers(shards, new WorkerPass(alone), job.factory()))
                .summary()
                .parametersDigest();
    }

    @Test
    void onlyWhatARunCanGoOnFromIsKeptAndNothingWhenItIsFinished() throws IOException {
        assertThatThrownBy(() -> runs().train("run", new Killer(8))).isInstanceOf(Killed.class);
        List<String> needed = new ArrayList<>(names("run/checkpoints"));
        assertThat(names("run/updaters")).containsAll(needed).hasSizeLessThanOrEqualTo(needed.size() + 2);
        runs().digest("run");
        assertThat(folder.resolve("run/updaters")).doesNotExist();
        assertThat(runs().hidden()).isEmpty();
    }

    @Test
    void whatARunLeftThatWasKilledAtItsVeryEndGoes() throws IOException {
        runs().digest("run");
        Path left = Files.createDirectories(folder.resolve("run/updaters/round-000007"));
        Files.createFile(left.resolve("worker-000000.bin"));
        assertThat(runs().train("run", TrainingListener.SILENT).completion()).isEqualTo(Completion.ALREADY_COMPLETE);
        assertThat(folder.resolve("run/updaters")).doesNotExist();
    }

    private List<String> names(String child) throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve(child))) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void aCheckpointWithADamagedUpdaterIsPassedOver() throws IOException {
        String whole = runs().digest("whole");
        assertThatThrownBy(() -> runs().train("run", new Killer(8))).isInstanceOf(Killed.class);
        List<String> checkpoints = names("run/checkpoints");
        String newest = checkpoints.get(checkpoints.size() - 1);
        Path file = folder.resolve("run/updaters").resolve(newest).resolve("worker-000001.bin");
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 1;
        Files.write(file, bytes);
        Killer listener = new Killer(-1);
        TrainingOutcome outcome = runs().train("run", listener);
        assertThat(outcome.completion()).isEqualTo(Completion.RESUMED);
        assertThat(outcome.summary().parametersDigest()).isEqualTo(whole);
        assertThat(listener.warnings)
                .containsExactly("Cannot use the checkpoint " + folder.resolve("run/checkpoints/" + newest)
                        + ": the SHA-256 of worker-000001.bin is wrong (going back to the one before it)");
    }

    @Test
    void whatIsWrittenIsRead() {
        for (Precision precision : Precision.values()) {
            UpdaterMemory memory =
                    new UpdaterMemory(ParameterVector.rounded(precision, new double[] {1, -2.5, 3e-9}), 7);
            files().write(3, 2, memory);
            UpdaterMemory read = files().read(3, 2, precision);
            assertThat(read.steps()).isEqualTo(7);
            assertThat(read.values().toDoubles()).isEqualTo(memory.values().toDoubles());
        }
        assertThat(files().read(0, 5, Precision.FLOAT).values().length()).isZero();
    }

    @Test
    void filesOfOtherRoundsGo() throws IOException {
        IntStream.rangeClosed(1, 4).forEach(round -> files().write(round, 0, UpdaterMemory.none(Precision.FLOAT)));
        files().keepOnly(Set.of(2L, 4L, 6L));
        assertThat(names("updaters")).containsExactly("round-000002", "round-000004");
    }

    @Test
    void aFileThatIsNotThereIsNamedWithTheRemedy() {
        Path file = folder.resolve("updaters/round-000003/worker-000002.bin");
        assertThatThrownBy(() -> files().read(3, 2, Precision.FLOAT))
                .isInstanceOfSatisfying(
                        MaskwiseException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.OUTPUT))
                .hasMessageStartingWith("Cannot read what the updater of worker 2 remembers from file:" + file + ": ")
                .hasMessageEndingWith(" (run.root must be on a file system that the driver and all executors share; or"
                        + " use train.updater-state=average)");
    }

    @Test
    void aFileThatIsCutOffIsNamed() throws IOException {
        files().write(1, 0, new UpdaterMemory(ParameterVector.of(new float[] {1, 2}), 1));
        Path file = folder.resolve("updaters/round-000001/worker-000000.bin");
        Files.write(file, new byte[30]);
        assertThatThrownBy(() -> files().verify(1, 1)).hasMessage("worker-000000.bin is cut off");
    }

    /** A worker whose part is worth nothing learns nothing from it: neither parameters nor what its updater knows. */
    @Test
    void aPoisonedPartLeavesTheUpdaterAsItWas() {
        RaggedRows random = new RaggedRows(9);
        TrainingShard shard = random.dealt(random.rows(50, 3, 5, 8), 1).get(0);
        TrainingOptions options = runs().options();
        FakeNetworkFactory factory = runs().factory();
        WorkerPass pass = new WorkerPass(options);
        try (SequenceNetwork network = factory.create()) {
            RoundPlan plan =
                    RoundPlan.of(new LocalWorkers(List.of(shard), pass, factory).rowsPerPaddedLength(), options);
            String run = folder.toUri().toString();
            NetworkState state = NetworkState.fresh(network.parameters(), 0);
            pass.run(network, shard, new RoundRequest(state, new RoundPosition(1, 1), plan, 10_000, run));
            NetworkState next = NetworkState.fresh(state.parameters(), 2);
            WorkerResult poisoned =
                    pass.run(network, shard, new RoundRequest(next, new RoundPosition(1, 2), plan, 0.01, run));
            assertThat(poisoned.report().poison()).isNotNull();
            UpdaterMemory before = files().read(1, 0, Precision.FLOAT);
            UpdaterMemory after = files().read(2, 0, Precision.FLOAT);
            assertThat(before.steps()).isPositive();
            assertThat(after.steps()).isEqualTo(before.steps());
            assertThat(after.values().digest()).isEqualTo(before.values().digest());
        }
    }
}
