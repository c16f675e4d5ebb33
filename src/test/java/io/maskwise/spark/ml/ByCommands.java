package io.maskwise.spark.ml;

import io.maskwise.metrics.ClassificationMetrics;
import io.maskwise.model.Dl4jNetwork;
import io.maskwise.model.ModelTask;
import io.maskwise.sequence.BatchOptions;
import io.maskwise.spark.DistributedEvaluation;
import io.maskwise.spark.EvaluationOptions;
import io.maskwise.spark.PreparedDataset;
import io.maskwise.spark.RunOptions;
import io.maskwise.training.ModelFolder;
import io.maskwise.training.TrainingSummary;
import java.nio.file.Path;
import org.apache.spark.sql.SparkSession;

/**
 * What the commands come to, which a pipeline on the same rows must come to as well.
 *
 * @param dataset what was prepared
 * @param run where it was trained
 * @param summary what the training says of itself
 */
record ByCommands(PreparedDataset dataset, RunOptions run, TrainingSummary summary) {
    /** Trains on a dataset, with the parameters of {@link Samples}. */
    static ByCommands train(SparkSession spark, Path folder, PreparedDataset dataset, ModelTask task) {
        RunOptions run = new RunOptions(folder.toString(), "run");
        return new ByCommands(dataset, run, Samples.train(spark, dataset, task, run));
    }

    String digest() {
        return summary.parametersDigest();
    }

    /** Measures the model on what it was trained on. */
    ClassificationMetrics evaluate(SparkSession spark) {
        ModelFolder model = ModelFolder.open(
                ModelFolder.of(new org.apache.hadoop.fs.Path(run.path())),
                Dl4jNetwork::read,
                spark.sparkContext().hadoopConfiguration());
        EvaluationOptions options = new EvaluationOptions("train", new BatchOptions(32, 0));
        return new DistributedEvaluation(spark, dataset, options).run(model).overall();
    }
}
