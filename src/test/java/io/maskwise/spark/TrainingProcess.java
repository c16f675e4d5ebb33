package io.maskwise.spark;

import io.maskwise.testing.JavaProcess;
import io.maskwise.testing.SparkSessions;
import io.maskwise.training.TrainingListener;
import io.maskwise.training.TrainingOutcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.spark.sql.SparkSession;

/** Prepares and trains in a JVM of its own, because a JVM has one Spark context only. */
final class TrainingProcess {
    private TrainingProcess() {}

    /** Runs {@link #main} and returns what it wrote. */
    static String run(String master, Path data, RunOptions run) throws IOException, InterruptedException {
        return JavaProcess.run(
                TrainingProcess.class,
                Map.of("SPARK_HOME", sparkHome(Path.of(run.root())).toString(), "SPARK_SCALA_VERSION", "2.12"),
                master,
                data.toString(),
                run.root(),
                run.id());
    }

    /** What a Spark distribution is to its executors: a folder with {@code jars} and {@code RELEASE}. */
    private static Path sparkHome(Path folder) throws IOException {
        Path jars = Path.of("target", "spark", "jars").toAbsolutePath();
        if (!Files.isDirectory(jars)) {
            throw new IOException("Cannot find Spark's jars: " + jars + " is missing (Maven assembles it)");
        }
        Path home = folder.resolve("spark-home");
        if (!Files.exists(home)) {
            Files.createDirectories(home);
            Files.createFile(home.resolve("RELEASE"));
            Files.createSymbolicLink(home.resolve("jars"), jars);
        }
        return home;
    }

    /** Where {@link #main} prepares the dataset of seed 1 anew. */
    static Path prepared(RunOptions run) {
        return Path.of(run.root()).resolve(run.id() + "-inputs");
    }

    /** Trains on a master (first argument), a dataset (second), in a folder of runs (third), as a run (fourth). */
    public static void main(String[] arguments) throws IOException {
        String classes = Path.of("target", "test-classes").toAbsolutePath() + ":"
                + Path.of("target", "classes").toAbsolutePath();
        try (SparkSession spark = SparkSessions.builder(arguments[0])
                .config("spark.executor.extraClassPath", classes)
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
