package io.maskwise.spark;

import io.maskwise.model.Dl4jNetwork;
import io.maskwise.sequence.BatchOptions;
import io.maskwise.testing.SparkSessions;
import io.maskwise.training.ExistingTarget;
import io.maskwise.training.ModelFolder;
import io.maskwise.training.TrainingListener;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.SparkSession;

/** Predicts by a small tagger, in a JVM of its own or in this one. */
public final class PredictionProcess {
    private static final long SEED = 3;

    private PredictionProcess() {}

    /** Prepares sentences below a folder and trains on them there. */
    static void train(SparkSession spark, Path folder) throws IOException {
        Path data = TaggedData.prepare(spark, folder, SEED);
        PreparedDataset dataset = PreparedDataset.open(spark, data.toString());
        new SparkTraining(spark, TaggedData.request(dataset, 1, run(folder))).run(TrainingListener.SILENT);
    }

    private static RunOptions run(Path folder) {
        return new RunOptions(folder.resolve("runs").toString(), "one");
    }

    /** Predicts the sentences below the folder of the model, as texts and as a dataset, in files of seven rows. */
    static void predict(SparkSession spark, Path shared, Path folder) {
        ModelFolder model = ModelFolder.open(
                ModelFolder.of(new org.apache.hadoop.fs.Path(run(shared).path())),
                Dl4jNetwork::read,
                spark.sparkContext().hadoopConfiguration());
        Prediction.ofTexts(
                        spark,
                        model,
                        options(PredictionInput.CORPUS, folder.resolve("texts")),
                        Corpora.conllu(shared.resolve("corpus-" + SEED), Map.of("test", "test.conllu, train.conllu")),
                        "")
                .run(ExistingTarget.REFUSE);
        Prediction.ofDataset(
                        spark,
                        model,
                        options(PredictionInput.DATASET, folder.resolve("dataset")),
                        PreparedDataset.open(
                                spark, shared.resolve("data-" + SEED).toString()),
                        "")
                .run(ExistingTarget.REFUSE);
    }

    private static PredictionOptions options(PredictionInput from, Path path) {
        return new PredictionOptions(
                from, "test", path.toString(), new BatchOptions(4, 40), List.of(), true, 0, 7, 1, WatchOptions.NONE);
    }

    /** Predicts on a master (first argument) by a model below a folder (second) to another (third). */
    public static void main(String[] arguments) {
        try (SparkSession spark = SparkSessions.builder(arguments[0])
                .config("spark.executor.extraClassPath", SparkProcess.classes())
                .config("spark.executor.memory", "1g")
                .getOrCreate()) {
            predict(spark, Path.of(arguments[1]), Path.of(arguments[2]));
            System.out.println("predicted");
        }
    }
}
