package io.maskwise.spark;

import io.maskwise.model.ModelOptions;
import io.maskwise.model.ModelTask;
import io.maskwise.model.Precision;
import io.maskwise.model.RecurrentDirection;
import io.maskwise.model.RecurrentOptions;
import io.maskwise.model.UpdaterOptions;
import io.maskwise.sequence.BatchOptions;
import io.maskwise.training.ExistingTarget;
import io.maskwise.training.Synchronisation;
import io.maskwise.training.TrainingOptions;
import io.maskwise.training.UpdaterStatePolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.SplittableRandom;
import org.apache.spark.sql.SparkSession;

/** A small prepared dataset of tagged sentences, and options that fit it. */
final class TaggedData {
    private TaggedData() {}

    /** Prepares sentences of a seed, 60 to train and 30 to test, under a folder; returns the dataset's path. */
    static Path prepare(SparkSession spark, Path folder, long seed) throws IOException {
        SplittableRandom random = new SplittableRandom(seed);
        Path corpus = Files.createDirectories(folder.resolve("corpus-" + seed));
        Path data = folder.resolve("data-" + seed);
        Corpora.write(corpus.resolve("train.conllu"), Corpora.randomConllu(random, 60));
        Corpora.write(corpus.resolve("test.conllu"), Corpora.randomConllu(random, 30));
        PreparationOptions options =
                Corpora.options(Corpora.conllu(corpus, Map.of("train", "train.conllu", "test", "test.conllu")), data);
        new Preparation(spark, Corpora.with(options, inManyFiles(data))).run(ExistingTarget.REFUSE);
        return data;
    }

    /** A dataset whose files are of some 100 bytes, so that a bucket of a few rows has several. */
    static DatasetOptions inManyFiles(Path data) {
        return new DatasetOptions(data.toString(), 1e-4, 16, DatasetOptions.MAXIMUM_LABELS);
    }

    static ModelOptions model(ModelTask task) {
        return new ModelOptions(task, 8, new RecurrentOptions(6, RecurrentDirection.BIDIRECTIONAL), Precision.FLOAT, 1);
    }

    static TrainingOptions training(int workers) {
        return new TrainingOptions(
                workers,
                2,
                new BatchOptions(8, 0),
                2,
                Synchronisation.PARAMETERS,
                UpdaterOptions.adam(0.01),
                3,
                2,
                2,
                "train");
    }

    /** A model of which two workers leave more than the driver averages by itself, where each is a JVM. */
    static TrainingRequest large(PreparedDataset dataset, RunOptions run) {
        ModelOptions model = new ModelOptions(
                ModelTask.TAGGING, 8, new RecurrentOptions(150, RecurrentDirection.BIDIRECTIONAL), Precision.FLOAT, 1);
        return new TrainingRequest(dataset, model, training(2), run, "");
    }

    /** Workers that keep what their updaters remember. */
    static TrainingRequest keeping(PreparedDataset dataset, RunOptions run) {
        return new TrainingRequest(
                dataset, model(ModelTask.TAGGING), training(2).keeping(UpdaterStatePolicy.KEEP), run, "");
    }

    static TrainingRequest request(PreparedDataset dataset, int workers, RunOptions run) {
        return new TrainingRequest(dataset, model(ModelTask.TAGGING), training(workers), run, "");
    }
}
