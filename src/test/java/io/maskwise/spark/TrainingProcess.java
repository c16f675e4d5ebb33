package io.maskwise.spark;

import io.maskwise.testing.SparkSessions;
import io.maskwise.training.TrainingListener;
import io.maskwise.training.TrainingOutcome;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.SparkSession;

/** Prepares and trains in a JVM of its own, because a JVM has one Spark context only. */
public final class TrainingProcess {
    private TrainingProcess() {}

    /** Runs {@link #main} and returns what it wrote. */
    static String run(String master, Path data, RunOptions run) throws IOException, InterruptedException {
        return SparkProcess.submit(
                TrainingProcess.class, Path.of(run.root()), List.of(master, data.toString(), run.root(), run.id()));
    }

    /** Where {@link #main} prepares the dataset of seed 1 anew. */
    static Path prepared(RunOptions run) {
        return Path.of(run.root()).resolve(run.id() + "-inputs");
    }

    /** Trains on a master (first argument), a dataset (second), in a folder of runs (third), as a run (fourth). */
    public static void main(String[] arguments) throws IOException {
        try (SparkSession spark = SparkSessions.builder(arguments[0])
                .config("spark.executor.extraClassPath", SparkProcess.classes())
                .config("spark.executor.memory", "1g")
                .config("spark.scheduler.minRegisteredResourcesRatio", 1.0)
                .config("spark.scheduler.maxRegisteredResourcesWaitingTime", "120s")
                .getOrCreate()) {
            RunOptions run = new RunOptions(arguments[2], arguments[3]);
            TaggedData.prepare(spark, prepared(run), 1);
            PreparedDataset dataset = PreparedDataset.open(spark, arguments[1]);
            TrainingOutcome outcome =
                    new SparkTraining(spark, TaggedData.request(dataset, 2, run)).run(TrainingListener.SILENT);
            int executors = spark.sparkContext().statusTracker().getExecutorInfos().length - 1;
            System.out.println(
                    "executors=" + executors + " digest=" + outcome.summary().parametersDigest());
        }
    }
}
