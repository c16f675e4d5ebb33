package io.maskwise.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.maskwise.ExitCode;
import io.maskwise.MaskwiseException;
import io.maskwise.model.NetworkState;
import io.maskwise.model.ParameterVector;
import io.maskwise.model.Precision;
import io.maskwise.model.SequenceNetwork;
import io.maskwise.model.UpdaterOptions;
import io.maskwise.sequence.BatchOptions;
import io.maskwise.sequence.PaddedSequence;
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
import io.maskwise.training.ValidationScore;
import io.maskwise.training.WorkerPass;
import io.maskwise.training.Workers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.SparkEnv;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.storage.BlockId;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class TestSparkWorkers {
    private static final SparkSession SPARK = SparkSessions.local();

    @TempDir
    static Path folder;

    private static PreparedDataset dataset;

    @BeforeAll
    static void prepare() throws IOException {
        dataset =
                PreparedDataset.open(SPARK, TaggedData.prepare(SPARK, folder, 1).toString());
    }

    private static List<List<String>> contents(List<TrainingShard> shards) {
        return shards.stream()
                .map(shard -> shard.rows().stream()
                        .map(row -> row.id()
                                + Arrays.toString(row.tokens())
                                + Arrays.toString(row.mask())
                                + Arrays.toString(row.labels()))
                        .toList())
                .toList();
    }

    private static List<TrainingShard> load(int workers) {
        LoadedShards loaded = LoadedShards.load(SPARK, dataset, "train", workers);
        try {
            return loaded.shards().collect();
        } finally {
            loaded.release();
        }
    }

    @ParameterizedTest(name = "{0} workers")
    @ValueSource(ints = {1, 3, 100})
    void everyRowIsInOneShardAndOrderedByLength(int workers) {
        List<TrainingShard> shards = load(workers);
        assertThat(shards).extracting(TrainingShard::worker).hasSize(workers).isSorted();
        List<String> ids = new ArrayList<>();
        for (TrainingShard shard : shards) {
            assertThat(shard.rows()).extracting(PaddedSequence::time).isSorted();
            shard.rows().forEach(row -> ids.add(row.id()));
        }
        List<String> expected = dataset.split("train").select("id").collectAsList().stream()
                .map((Row row) -> row.getString(0))
                .toList();
        assertThat(ids).containsExactlyInAnyOrderElementsOf(expected);
    }

    @Test
    void shardsDoNotDependOnHowSparkCutsFiles() {
        List<List<String>> whole = contents(load(3));
        String key = "spark.sql.files.maxPartitionBytes";
        SPARK.conf().set(key, "1k");
        try {
            assertThat(contents(load(3))).isEqualTo(whole);
        } finally {
            SPARK.conf().unset(key);
        }
    }

    @Test
    void aDatasetThatLostAFileIsRefused() throws IOException {
        Path damaged = TaggedData.prepare(SPARK, folder, 2);
        PreparedDataset incomplete = PreparedDataset.open(SPARK, damaged.toString());
        int bound = incomplete.metadata().counts("train").buckets().get(0).bound();
        Files.delete(damaged.resolve(DatasetLayout.part("train", bound, 0)));
        assertThatThrownBy(() -> LoadedShards.load(SPARK, incomplete, "train", 2))
                .isInstanceOfSatisfying(
                        MaskwiseException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.INPUT))
                .hasMessageStartingWith("Cannot read the split train: its files hold these rows by bucket: {")
                .hasMessageEndingWith("as _maskwise/dataset.json says; prepare the dataset again with --overwrite)");
    }

    @Test
    void aDamagedFileIsNamed() throws IOException {
        Path damaged = TaggedData.prepare(SPARK, folder, 3);
        PreparedDataset dataset = PreparedDataset.open(SPARK, damaged.toString());
        int bound = dataset.metadata().counts("train").buckets().get(0).bound();
        Path part = damaged.resolve(DatasetLayout.part("train", bound, 0));
        byte[] whole = Files.readAllBytes(part);
        for (byte[] broken : List.of(Arrays.copyOf(whole, whole.length / 2), overwritten(whole))) {
            Files.write(part, broken);
            assertThatThrownBy(() -> LoadedShards.load(SPARK, dataset, "train", 2))
                    .isInstanceOfSatisfying(
                            MaskwiseException.class,
                            e -> assertThat(e.exitCode()).isEqualTo(ExitCode.INPUT))
                    .hasMessageStartingWith("Cannot read the split train: a file of it is damaged: ")
                    .hasMessageEndingWith(" (prepare the dataset again with --overwrite)");
        }
        Files.delete(part);
        assertThatThrownBy(dataset::requireFiles)
                .hasMessage("Cannot read the split train: " + part
                        + " is gone (prepare the dataset again with --overwrite)");
    }

    /** With another footer length, which is four bytes before the magic number at the end. */
    private static byte[] overwritten(byte[] whole) {
        byte[] broken = whole.clone();
        Arrays.fill(broken, broken.length - 8, broken.length - 4, (byte) 1);
        return broken;
    }

    /** What rounds leave for each other's parts in this JVM. */
    private static int leftOver() {
        scala.Function1<BlockId, Object> temporary =
                id -> id.name().contains("_worker") || id.name().contains("_value");
        return SparkEnv.get().blockManager().getMatchingBlockIds(temporary).size();
    }

    @ParameterizedTest
    @EnumSource(Synchronisation.class)
    void roundsOnSparkEqualThoseInThisThread(Synchronisation sync) throws InterruptedException {
        TrainingOptions options =
                new TrainingOptions(3, 2, new BatchOptions(8, 0), 2, sync, UpdaterOptions.adam(0.01), 3, 2, 2, "train");
        FakeNetworkFactory factory = new FakeNetworkFactory(
                dataset.vocabulary().size(), 4, dataset.labels().size(), options.updater(), Precision.FLOAT);
        WorkerPass pass = new WorkerPass(options);
        LoadedShards loaded = LoadedShards.load(SPARK, dataset, "train", 3);
        List<TrainingShard> shards = loaded.shards().collect();
        LoadedShards other = LoadedShards.load(SPARK, dataset, "test", 3);
        List<TrainingShard> validation = other.shards().collect();
        try (SequenceNetwork network = factory.create();
                Workers remote = new SparkWorkers(
                        JavaSparkContext.fromSparkContext(SPARK.sparkContext()),
                        loaded,
                        Optional.of(other),
                        pass,
                        new TaskNetworks(factory, DeviceUse.CPU));
                Workers local = new LocalWorkers(shards, validation, pass, factory)) {
            assertThat(remote.rowsPerPaddedLength()).isEqualTo(local.rowsPerPaddedLength());
            RoundPlan plan = RoundPlan.of(local.rowsPerPaddedLength(), options);
            for (int round = 1; round <= 4; round++) {
                RoundRequest request = new RoundRequest(network.state(), new RoundPosition(1, round), plan, 10_000, "");
                assertThat(print(remote.runRound(request))).isEqualTo(print(local.runRound(request)));
            }
            if (sync == Synchronisation.PARAMETERS) {
                assertThatWorkersKeepTheirUpdatersAlike(factory, loaded, plan, options);
            }
            ValidationScore score = remote.validate(network.parameters());
            assertThat(score).isEqualTo(local.validate(network.parameters()));
            assertThat(score.loss().weight()).isPositive();

            int before = leftOver();
            for (int round = 1; round <= 20; round++) {
                remote.runRound(new RoundRequest(network.state(), new RoundPosition(1, 1), plan, 10_000, ""));
            }
            for (int attempt = 0; attempt < 100 && leftOver() > before; attempt++) {
                Thread.sleep(100);
            }
            assertThat(leftOver()).as("blocks left of rounds").isLessThanOrEqualTo(before);
        }
    }

    private static void assertThatWorkersKeepTheirUpdatersAlike(
            FakeNetworkFactory factory, LoadedShards loaded, RoundPlan plan, TrainingOptions options) {
        WorkerPass keeping = new WorkerPass(options.keeping(UpdaterStatePolicy.KEEP));
        Workers remote = new SparkWorkers(
                JavaSparkContext.fromSparkContext(SPARK.sparkContext()),
                loaded,
                Optional.empty(),
                keeping,
                new TaskNetworks(factory, DeviceUse.CPU));
        try (SequenceNetwork network = factory.create();
                Workers local = new LocalWorkers(loaded.shards().collect(), keeping, factory)) {
            for (int round = 1; round <= 4; round++) {
                NetworkState state = NetworkState.fresh(network.parameters(), 2L * (round - 1));
                RoundPosition position = new RoundPosition(1, round);
                List<List<String>> both = Stream.of("remote", "local")
                        .map(run -> new RoundRequest(
                                state,
                                position,
                                plan,
                                10_000,
                                folder.resolve(run).toString()))
                        .map(request -> print((request.run().endsWith("remote") ? remote : local).runRound(request)))
                        .toList();
                assertThat(both.get(0)).isEqualTo(both.get(1));
            }
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
}
