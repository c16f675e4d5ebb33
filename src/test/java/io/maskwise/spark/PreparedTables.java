package io.maskwise.spark;

import io.maskwise.text.CorpusOptions;
import io.maskwise.text.LabelLevel;
import io.maskwise.text.SparkSourceOptions;
import io.maskwise.training.ExistingTarget;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;

/** A corpus of Parquet and one of JSON, prepared. */
final class PreparedTables {
    static final List<String> FORMATS = List.of("parquet", "json");
    static final List<String> FILES = List.of("train/a", "train/x/b", "train/x/c", "test-1", "test-2");

    private PreparedTables() {}

    /** Writes tables of random rows, in five files of each format. */
    static void write(SparkSession spark, Path corpus) throws IOException {
        SplittableRandom random = new SplittableRandom(7);
        for (String format : FORMATS) {
            for (String file : FILES) {
                Dataset<Row> table = Tables.table(
                        spark,
                        "key string, text string, label int",
                        Tables.randomRows(random, 200).stream()
                                .map(row -> RowFactory.create(file + row.get(0), row.get(1), row.get(2)))
                                .toList());
                Tables.write(table, format, corpus.resolve(format).resolve(file));
            }
        }
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
}
