package io.maskwise.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.maskwise.ExitCode;
import io.maskwise.MaskwiseException;
import io.maskwise.model.Bidirectional;
import io.maskwise.model.Dense;
import io.maskwise.model.Embedding;
import io.maskwise.model.Helpers;
import io.maskwise.model.Lstm;
import io.maskwise.model.ModelInput;
import io.maskwise.model.ModelSpec;
import io.maskwise.model.NetworkDescription;
import io.maskwise.model.NetworkFactory;
import io.maskwise.model.NetworkState;
import io.maskwise.model.ParameterVector;
import io.maskwise.model.Precision;
import io.maskwise.model.RecurrentOutput;
import io.maskwise.model.SequenceNetwork;
import io.maskwise.model.SequentialModel;
import io.maskwise.model.UpdaterOptions;
import io.maskwise.sequence.BatchOptions;
import io.maskwise.testing.FakeNetwork;
import io.maskwise.testing.FakeNetworkFactory;
import io.maskwise.testing.SparkSessions;
import io.maskwise.training.LocalWorkers;
import io.maskwise.training.RoundPlan;
import io.maskwise.training.RoundPosition;
import io.maskwise.training.RoundRequest;
import io.maskwise.training.RoundResult;
import io.maskwise.training.Synchronisation;
import io.maskwise.training.TrainingOptions;
import io.maskwise.training.TrainingShard;
import io.maskwise.training.UpdaterStatePolicy;
import io.maskwise.training.WorkerPass;
import io.maskwise.training.Workers;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.spark.api.java.JavaFutureAction;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TestStandingTasks {
    private static final SparkSession SPARK = SparkSessions.local();
    private static final JavaSparkContext CONTEXT = JavaSparkContext.fromSparkContext(SPARK.sparkContext());
    private static final int WORKERS = 3;
    private static final long LONG = 60_000;
    /** A task finds it here, as what it is given is a copy. */
    private static final CountDownLatch RELEASED = new CountDownLatch(1);

    @TempDir
    static Path folder;

    private static LoadedShards loaded;
    private static TrainingOptions options;
    private static FakeNetworkFactory factory;
    private static TaskNetworks networks;
    private static RoundPlan plan;

    @BeforeAll
    static void prepare() throws IOException {
        PreparedDataset dataset =
                PreparedDataset.open(SPARK, TaggedData.prepare(SPARK, folder, 1).toString());
        options = options(UpdaterOptions.adam(0.01));
        factory = new FakeNetworkFactory(
                dataset.vocabulary().size(), 4, dataset.labels().size(), options.updater(), Precision.FLOAT);
        networks = new TaskNetworks(factory, DeviceUse.CPU);
        loaded = LoadedShards.load(SPARK, dataset, "train", WORKERS);
        plan = RoundPlan.of(loaded.plan().rowsPerPaddedLength(), options);
    }

    private static TrainingOptions options(UpdaterOptions updater) {
        return new TrainingOptions(
                WORKERS, 2, new BatchOptions(8, 0), 2, Synchronisation.PARAMETERS, updater, 3, 2, 2, "train");
    }

    /** Tasks are kept only while nobody else is seen to be at work, be it the test before. */
    @BeforeEach
    void awaitIdle() throws InterruptedException, TimeoutException {
        SparkSessions.awaitIdle(SPARK);
    }

    @AfterAll
    static void release() {
        loaded.release();
        networks.close();
    }

    private static RoundRequest request(int round) {
        try (SequenceNetwork network = factory.create()) {
            return new RoundRequest(network.state(), new RoundPosition(1, round), plan, 10_000, "");
        }
    }

    private static List<String> print(RoundResult result) {
        return Stream.concat(
                        result.reports().stream()
                                .map(report -> report.worker() + " " + report.loss() + " " + report.realTokens() + " "
                                        + report.batches() + " " + report.steps()),
                        result.combined().stream().map(ParameterVector::digest))
                .toList();
    }

    private static void assertThatRoundsAreThoseOf(Workers expected, StandingTasks tasks) {
        for (int round = 1; round <= 4; round++) {
            RoundResult result = RoundResult.taking(tasks.run(request(round)).orElseThrow(), tasks, tasks.spare());
            assertThat(print(result)).isEqualTo(print(expected.runRound(request(round))));
            assertThat(result.combined().isEmpty()).isEqualTo(round > plan.rounds());
        }
    }

    @ParameterizedTest(name = "{0} tasks")
    @ValueSource(ints = {1, 2})
    void theyDoWhatOneThreadDoes(int count) {
        WorkerPass pass = new WorkerPass(options);
        List<TrainingShard> shards = loaded.shards().collect();
        StandingTasks tasks = new StandingTasks(loaded, count, LONG, networks, pass);
        try (Workers plain = new LocalWorkers(shards, pass, factory)) {
            assertThat(tasks.areHere(LONG)).isTrue();
            assertThatRoundsAreThoseOf(plain, tasks);
        } finally {
            tasks.close();
        }
        assertThat(tasks.run(request(1))).isEmpty();
    }

    @ParameterizedTest(name = "{0}, {1}")
    @CsvSource({"adam, AVERAGE", "nesterov, AVERAGE", "adam, RESET", "nesterov, RESET", "adam, KEEP", "nesterov, KEEP"})
    void roundsInVectorsOfRoundsBeforeAreThoseOfOneThread(String kind, UpdaterStatePolicy policy)
            throws InterruptedException, TimeoutException {
        UpdaterOptions updater = kind.equals("adam") ? UpdaterOptions.adam(0.01) : UpdaterOptions.nesterov(0.1, 0.9);
        ModelSpec spec = SequentialModel.of(ModelInput.maskedTokens("tokens"))
                .add(new Embedding(factory.vocabulary(), 4))
                .add(Bidirectional.of(Lstm.of(3, RecurrentOutput.SEQUENCE)))
                .add(new Dense(factory.classes()))
                .spec();
        NetworkDescription description = new NetworkDescription(spec, updater, Precision.FLOAT, 1);
        TaskNetworks real = new TaskNetworks(description, DeviceUse.CPU);
        WorkerPass pass = new WorkerPass(options(updater).keeping(policy));
        StandingRounds standing = new StandingRounds(CONTEXT, loaded, real, pass);
        List<TrainingShard> shards = loaded.shards().collect();
        awaitIdle();
        try (Workers plain = new LocalWorkers(shards, pass, description);
                SequenceNetwork network = description.create()) {
            NetworkState state = network.state();
            NetworkState expected = network.state();
            for (int round = 1; round <= 2 * plan.rounds(); round++) {
                RoundPosition position =
                        new RoundPosition(1 + (round - 1) / plan.rounds(), 1 + (round - 1) % plan.rounds());
                RoundResult given = standing.run(new RoundRequest(state, position, plan, 10_000, run("standing")))
                        .orElseThrow();
                RoundResult wanted = plain.runRound(new RoundRequest(expected, position, plan, 10_000, run("plain")));
                assertThat(print(given)).isEqualTo(print(wanted));
                standing.reuse(state);
                state = after(given);
                expected = after(wanted);
            }
        } finally {
            standing.dismiss();
            real.close();
        }
    }

    private static String run(String name) {
        return folder.resolve(name).toString();
    }

    private static NetworkState after(RoundResult result) {
        ParameterVector parameters = result.combined().get(0);
        return result.combined().size() == 1
                ? NetworkState.fresh(parameters, result.steps())
                : new NetworkState(parameters, result.combined().get(1), result.steps());
    }

    @Test
    void thoseThatWaitTakePartsOfALayersWork() throws InterruptedException {
        StandingTasks tasks = new StandingTasks(loaded, 2, LONG, networks, new WorkerPass(options));
        try {
            assertThat(tasks.areHere(LONG)).isTrue();
            awaitWaiting(tasks);
            Set<Thread> helping = ConcurrentHashMap.newKeySet();
            CountDownLatch met = new CountDownLatch(3);
            tasks.share(3, part -> {
                helping.add(Thread.currentThread());
                met.countDown();
                await(met);
            });
            assertThat(helping).hasSize(3);
            awaitWaiting(tasks);
            CountDownLatch both = new CountDownLatch(2);
            assertThatThrownBy(() -> tasks.share(2, part -> {
                        both.countDown();
                        await(both);
                        throw new IllegalStateException("part " + part);
                    }))
                    .hasMessageContaining("part ");
        } finally {
            tasks.close();
        }
        List<Integer> alone = new ArrayList<>();
        tasks.share(3, alone::add);
        assertThat(alone).containsExactly(0, 1, 2);
    }

    /** The first part is not over before somebody who was busy when it began has taken the second. */
    @Test
    void thoseThatBecomeFreeTakePartsOfWorkThatHasBegun() throws InterruptedException {
        StandingTasks tasks = new StandingTasks(loaded, 2, LONG, networks, new WorkerPass(options));
        CountDownLatch atWork = new CountDownLatch(3);
        CountDownLatch begun = new CountDownLatch(1);
        try {
            assertThat(tasks.areHere(LONG)).isTrue();
            awaitWaiting(tasks);
            CompletableFuture<Void> others = CompletableFuture.runAsync(() -> tasks.share(3, part -> {
                atWork.countDown();
                await(begun);
            }));
            await(atWork);
            CountDownLatch joined = new CountDownLatch(1);
            tasks.share(2, part -> {
                if (part == 0) {
                    begun.countDown();
                    await(joined);
                } else {
                    joined.countDown();
                }
            });
            others.join();
        } finally {
            begun.countDown();
            tasks.close();
        }
    }

    private static void awaitWaiting(StandingTasks tasks) throws InterruptedException {
        for (long waited = 0; tasks.waiting() < 2; waited++) {
            assertThat(waited).isLessThan(LONG);
            Thread.sleep(1);
        }
    }

    @Test
    void theyHelpTheirNetworksAsLongAsTheyAreThere() throws InterruptedException {
        StandingTasks tasks = new StandingTasks(loaded, 2, LONG, networks, new WorkerPass(options));
        try {
            awaitWaiting(tasks);
        } finally {
            tasks.close();
        }
        List<Helpers> named = networks.with(network -> ((FakeNetwork) network).namedHelpers());
        assertThat(named).endsWith(tasks, Helpers.NONE);
    }

    @Test
    void theyHelpWithWhatAllDoTogetherAsLongAsTheyAreThere() {
        StandingTasks tasks = new StandingTasks(loaded, 2, LONG, networks, new WorkerPass(options));
        Set<Thread> helping = ConcurrentHashMap.newKeySet();
        try {
            assertThat(tasks.areHere(LONG)).isTrue();
            CountDownLatch met = new CountDownLatch(2);
            tasks.share(part -> {
                if (helping.add(Thread.currentThread())) {
                    met.countDown();
                }
                await(met);
            });
        } finally {
            tasks.close();
        }
        assertThat(helping).hasSizeGreaterThan(1);

        AtomicInteger alone = new AtomicInteger();
        tasks.share(part -> alone.addAndGet(part + 1));
        assertThat(alone).hasValue(tasks.parts() * (tasks.parts() + 1) / 2);
    }

    private static void await(CountDownLatch met) {
        try {
            assertThat(met.await(LONG, TimeUnit.MILLISECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void theyGoWhenNobodyCallsThem() throws InterruptedException {
        StandingTasks tasks = new StandingTasks(loaded, 2, 1, networks, new WorkerPass(options));
        assertThat(tasks.areHere(LONG)).isTrue();
        Optional<?> given = tasks.run(request(1));
        for (int attempt = 0; attempt < 600 && given.isPresent(); attempt++) {
            Thread.sleep(100 + attempt);
            given = tasks.run(request(1));
        }
        assertThat(given).isEmpty();
        tasks.close();
    }

    @Test
    void whatAWorkerThrowsComesBack() {
        WorkerPass keeping = new WorkerPass(options.keeping(UpdaterStatePolicy.KEEP));
        StandingTasks tasks = new StandingTasks(loaded, 2, LONG, networks, keeping);
        assertThat(tasks.areHere(LONG)).isTrue();
        RoundRequest first = request(1);
        RoundRequest second = new RoundRequest(
                NetworkState.fresh(first.state().parameters(), 2),
                new RoundPosition(1, 2),
                plan,
                10_000,
                folder.resolve("nothing-kept").toString());
        assertThatThrownBy(() -> tasks.run(second))
                .isInstanceOf(MaskwiseException.class)
                .hasMessageContaining("nothing-kept");
        tasks.close();
    }

    @Test
    void tasksThatAreCancelledAreCalledAgain() throws InterruptedException, TimeoutException {
        StandingRounds rounds = new StandingRounds(CONTEXT, loaded, networks, new WorkerPass(options));
        List<String> before = print(rounds.run(request(1)).orElseThrow());
        SPARK.sparkContext().cancelAllJobs();
        SparkSessions.awaitIdle(SPARK);
        Optional<RoundResult> after = rounds.run(request(1));
        rounds.dismiss();
        assertThat(after.map(TestStandingTasks::print)).hasValue(before);
    }

    /** Makes no network. */
    private record Unmakable() implements NetworkFactory {
        @Override
        public SequenceNetwork create() {
            throw new MaskwiseException(ExitCode.RESOURCES, "Cannot make a network: there is no room");
        }
    }

    @Test
    void tasksThatFailBeforeTheyBeginLeaveTheRoundToAJob() {
        TaskNetworks none = new TaskNetworks(new Unmakable(), DeviceUse.CPU);
        StandingRounds rounds = new StandingRounds(CONTEXT, loaded, none, new WorkerPass(options));
        try {
            assertThat(rounds.run(request(1))).isEmpty();
        } catch (MaskwiseException early) {
            // They may fail after they were seen to be there: then it is said why.
            assertThat(early).hasMessage("Cannot make a network: there is no room");
        }
    }

    @Test
    void othersAreNotKeptFromCores() throws Exception {
        StandingRounds rounds = new StandingRounds(CONTEXT, loaded, networks, new WorkerPass(options));
        JavaFutureAction<Void> others = CONTEXT.parallelize(List.of(1), 1)
                .foreachAsync(number ->
                        assertThat(RELEASED.await(1, TimeUnit.MINUTES)).isTrue());
        while (CONTEXT.statusTracker().getActiveJobIds().length == 0) {
            Thread.sleep(10);
        }
        assertThat(rounds.run(request(1))).isEmpty();
        RELEASED.countDown();
        others.get();
        rounds.dismiss();
    }
}
