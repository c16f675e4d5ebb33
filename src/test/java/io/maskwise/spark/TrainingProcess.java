package io.maskwise.spark;

import io.maskwise.testing.SparkSessions;
import io.maskwise.training.TrainingListener;
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

    private static RunOptions other(RunOptions run, String kind) {
        return new RunOptions(run.root(), run.id() + "-" + kind);
    }

    private static String digest(SparkSession spark, TrainingRequest request) {
        return new SparkTraining(spark, request)
                .run(TrainingListener.SILENT)
                .summary()
                .parametersDigest();
    }

    /** Trains three models on a master (first argument), a dataset (second), in a folder of runs (third), as a run (fourth). */
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
            System.out.println("digest=" + digest(spark, TaggedData.request(dataset, 2, run)));
            System.out.println("large=" + digest(spark, TaggedData.large(dataset, other(run, "large"))));
            System.out.println("keeping=" + digest(spark, TaggedData.keeping(dataset, other(run, "keeping"))));
            System.out.println(
                    "executors=" + (spark.sparkContext().statusTracker().getExecutorInfos().length - 1));
        }
    }
}
