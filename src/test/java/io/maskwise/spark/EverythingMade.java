package io.maskwise.spark;

import io.maskwise.spark.dl4j.StockGraph;
import io.maskwise.testing.SparkSessions;
import java.io.IOException;
import java.nio.file.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;

/** One of each thing that Spark makes, in this JVM or in one of its own, because a JVM has one Spark context only. */
public final class EverythingMade {
    private EverythingMade() {}

    /** Makes below a folder what all else is made of: tables, a dataset of sentences, and a model. */
    static void begin(SparkSession spark, Path inputs) throws IOException {
        PreparedTables.write(spark, tables(inputs));
        PredictedSentences.train(spark, inputs);
    }

    static Path tables(Path folder) {
        return folder.resolve("tables");
    }

    /** Makes datasets, models and predictions below a folder. */
    static TrainedModels make(SparkSession spark, Path inputs, Path folder) throws IOException {
        PreparedPolicies.prepare(spark, folder);
        PreparedTables.prepare(spark, tables(inputs), tables(folder));
        TaggedData.prepare(spark, folder, PredictedSentences.SEED);
        PredictedSentences.predict(spark, inputs, folder);
        return TrainedModels.train(spark, PredictedSentences.dataset(spark, inputs), folder.resolve("runs"));
    }

    static String graph(SparkSession spark) {
        return StockGraph.digest(JavaSparkContext.fromSparkContext(spark.sparkContext()), 2);
    }

    /** Makes it on a master (first argument) of what is below a folder (second) below another (third). */
    public static void main(String[] arguments) throws IOException {
        try (SparkSession spark = SparkSessions.builder(arguments[0])
                .config("spark.executor.extraClassPath", SparkProcess.classes())
                .config("spark.executor.memory", "1g")
                .config("spark.scheduler.minRegisteredResourcesRatio", 1.0)
                .config("spark.scheduler.maxRegisteredResourcesWaitingTime", "120s")
                .getOrCreate()) {
            TrainedModels models = make(spark, Path.of(arguments[1]), Path.of(arguments[2]));
            System.out.println("models: " + models.digests());
            System.out.println("graph: " + graph(spark));
            System.out.println(
                    "executors: " + (spark.sparkContext().statusTracker().getExecutorInfos().length - 1));
        }
    }
}
