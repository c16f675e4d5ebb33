package io.maskwise.spark;

import io.maskwise.testing.SparkSessions;
import io.maskwise.text.CorpusOptions;
import io.maskwise.text.LabelLevel;
import io.maskwise.text.SparkSourceOptions;
import io.maskwise.training.ExistingTarget;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.SparkSession;

/** Prepares a corpus of Parquet and one of JSON in a JVM of its own, because a JVM has one Spark context only. */
public final class TableProcess {
    private TableProcess() {}

    /** Runs {@link #main} and returns what it wrote. */
    static String run(String master, Path folder, Path corpus, Path data) throws IOException, InterruptedException {
        return SparkProcess.submit(TableProcess.class, folder, List.of(master, corpus.toString(), data.toString()));
    }

    /** The rows of the folder {@code train} and of what is below it, with an id of their own or without. */
    static void prepare(SparkSession spark, Path corpus, Path data) {
        for (SparkSourceOptions options : List.of(
                new SparkSourceOptions("parquet", Map.of(), "text", "label", LabelLevel.SEQUENCE, ""),
                new SparkSourceOptions("json", Map.of(), "text", "label", LabelLevel.SEQUENCE, "key"))) {
            CorpusOptions read = Corpora.lines(
                            corpus.resolve(options.source()), Map.of("train", "train", "test", "test*"))
                    .with(options);
            new Preparation(spark, Corpora.options(read, data.resolve(options.source()))).run(ExistingTarget.REFUSE);
        }
    }

    /** Prepares on a master (first argument) a corpus (second) to a folder (third). */
    public static void main(String[] arguments) {
        try (SparkSession spark = SparkSessions.builder(arguments[0])
                .config("spark.executor.extraClassPath", SparkProcess.classes())
                .config("spark.executor.memory", "1g")
                .config("spark.scheduler.minRegisteredResourcesRatio", 1.0)
                .config("spark.scheduler.maxRegisteredResourcesWaitingTime", "120s")
                .getOrCreate()) {
            prepare(spark, Path.of(arguments[1]), Path.of(arguments[2]));
            System.out.println(
                    "executors=" + (spark.sparkContext().statusTracker().getExecutorInfos().length - 1));
        }
    }
}
