package io.maskwise.spark;

import io.maskwise.model.Dl4jNetwork;
import io.maskwise.sequence.BatchOptions;
import io.maskwise.training.ExistingTarget;
import io.maskwise.training.ModelFolder;
import io.maskwise.training.TrainingListener;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.SparkSession;

/** Predictions of a small tagger. */
final class PredictedSentences {
    static final long SEED = 1;

    private PredictedSentences() {}

    /** Prepares sentences below a folder and trains on them there. */
    static void train(SparkSession spark, Path folder) throws IOException {
        TaggedData.prepare(spark, folder, SEED);
        new SparkTraining(spark, TaggedData.request(dataset(spark, folder), 1, run(folder)))
                .run(TrainingListener.SILENT);
    }

    /** The sentences that {@link #train} prepares. */
    static PreparedDataset dataset(SparkSession spark, Path folder) {
        return PreparedDataset.open(spark, folder.resolve("data-" + SEED).toString());
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
                        dataset(spark, shared),
                        "")
                .run(ExistingTarget.REFUSE);
    }

    private static PredictionOptions options(PredictionInput from, Path path) {
        return new PredictionOptions(
                from, "test", path.toString(), new BatchOptions(4, 40), List.of(), true, 0, 7, 1, WatchOptions.NONE);
    }
}
