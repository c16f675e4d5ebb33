package io.maskwise.training;

import io.maskwise.model.ClassWeights;
import io.maskwise.model.Precision;
import io.maskwise.model.UpdaterOptions;
import io.maskwise.sequence.BatchOptions;
import io.maskwise.sequence.PaddingOptions;
import io.maskwise.sequence.Side;
import io.maskwise.testing.FakeNetwork;
import io.maskwise.testing.FakeNetworkFactory;
import io.maskwise.testing.RaggedRows;
import io.maskwise.text.LabelSet;
import io.maskwise.text.Labelling;
import io.maskwise.text.TokenizerKind;
import io.maskwise.text.TokenizerOptions;
import io.maskwise.text.Vocabulary;
import io.maskwise.text.VocabularyOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;

/**
 * Runs of a small network on the same random rows.
 *
 * @param folder where they are
 * @param scheme of the file system through which they are written
 * @param sync what their workers send back
 * @param updater how they learn
 * @param remembered what becomes of what their updaters remember
 * @param seed the seed of their shuffling
 */
record Runs(
        Path folder,
        String scheme,
        Synchronisation sync,
        UpdaterOptions updater,
        UpdaterStatePolicy remembered,
        long seed) {
    static final int WORKERS = 3;

    /** Read from Hadoop's files once: each worker of each round asks for one. */
    private static final Configuration HADOOP = HdfsLikeFileSystem.addTo(new Configuration());

    static Runs in(Path folder) {
        return new Runs(
                folder, "file", Synchronisation.PARAMETERS, UpdaterOptions.adam(0.01), UpdaterStatePolicy.AVERAGE, 4);
    }

    Runs on(String otherScheme) {
        return new Runs(folder, otherScheme, sync, updater, remembered, seed);
    }

    Runs by(Synchronisation otherSync) {
        return new Runs(folder, scheme, otherSync, updater, remembered, seed);
    }

    Runs with(UpdaterOptions otherUpdater) {
        return new Runs(folder, scheme, sync, otherUpdater, remembered, seed);
    }

    Runs remembering(UpdaterStatePolicy policy) {
        return new Runs(folder, scheme, sync, updater, policy, seed);
    }

    Runs seeded(long otherSeed) {
        return new Runs(folder, scheme, sync, updater, remembered, otherSeed);
    }

    TrainingOptions options() {
        return new TrainingOptions(WORKERS, 3, new BatchOptions(4, 0), 2, sync, updater, seed, 2, 2, "train")
                .keeping(remembered);
    }

    FakeNetworkFactory factory() {
        return new FakeNetworkFactory(RaggedRows.VOCABULARY, 5, RaggedRows.CLASSES, updater, Precision.FLOAT);
    }

    Path path(String name) {
        return folder.resolve(name);
    }

    TrainingJob job(String name) {
        Map<String, String> configuration = Map.of(
                "train.seed", String.valueOf(seed), "train.sync", sync.toString(), "train.updater", updater.toString());
        return new TrainingJob(
                new RunDescription(name, "a = 1\n", new TreeMap<>(configuration), new TreeMap<>(Map.of("java", "17"))),
                options(),
                factory(),
                FakeNetwork::read,
                new DataDescription(
                        Labelling.PER_TOKEN,
                        new TokenizerOptions(TokenizerKind.PRETOKENIZED, false),
                        Optional.empty(),
                        new PaddingOptions(Side.POST, Side.POST, 0),
                        8,
                        Vocabulary.ofCounts(Map.of("a", 3L), new VocabularyOptions(1, 0)),
                        LabelSet.of(List.of("X", "Y"))),
                new org.apache.hadoop.fs.Path(scheme, "", path(name).toString()),
                hadoop());
    }

    static Configuration hadoop() {
        return new Configuration(HADOOP);
    }

    Supplier<Workers> workers() {
        RaggedRows random = new RaggedRows(9);
        List<TrainingShard> shards = random.dealt(random.rows(50, 3, 5, 8), WORKERS);
        return () -> new OverwritingWorkers(
                new LocalWorkers(shards, new WorkerPass(options(), ClassWeights.NONE, Runs::hadoop), factory()));
    }

    TrainingOutcome train(String name, TrainingListener listener) {
        return new TrainingRun(job(name), listener).run(workers());
    }

    TrainingOutcome replace(String name, TrainingListener listener) {
        return new TrainingRun(job(name), listener).replace(workers());
    }

    String digest(String name) {
        return train(name, TrainingListener.SILENT).summary().parametersDigest();
    }

    /** The digest of the model that readers find. */
    String modelDigest(String name) {
        TrainingJob job = job(name);
        return ModelFolder.open(ModelFolder.of(job.folder()), FakeNetwork::read, job.hadoop())
                .description()
                .parametersDigest();
    }

    /** The log without the times. */
    List<String> lossLines(String name) throws IOException {
        try (Stream<String> lines = Files.lines(path(name).resolve("metrics.jsonl"))) {
            return lines.map(line -> line.replaceAll(",\"seconds\".*", "")).toList();
        }
    }

    /** What there is beside the runs and in them that is hidden. */
    List<Path> hidden() throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(path -> path.getFileName().toString().startsWith("."))
                    .toList();
        }
    }
}
