package io.maskwise.benchmark;

import static org.apache.spark.sql.functions.array_repeat;
import static org.apache.spark.sql.functions.array_sort;
import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.callUDF;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.desc;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.lower;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.monotonically_increasing_id;
import static org.apache.spark.sql.functions.posexplode;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.split;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.transform;
import static org.apache.spark.sql.functions.trim;
import static org.apache.spark.sql.functions.when;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import scala.collection.JavaConverters;
import scala.collection.Seq;

/**
 * Lines of text made into padded, masked, bucketed Parquet as a user of Spark would write it by hand.
 *
 * <p>Words that are there twice or more get a number, the most frequent the lowest, from 2; all others are 1. There are 16
 * bounds, quantiles of the lengths. Nothing is checked, counted or told, and no row has an account.
 *
 * <p>{@code DataFramePreparation TEXT OUTPUT join|udf} prints one JSON object: the seconds between the first look at the
 * text and the last file. With {@code join} words get their numbers by a join, with {@code udf} by a look-up in a map that
 * is broadcast.
 */
public final class DataFramePreparation {
    private static final int BUCKETS = 16;

    private DataFramePreparation() {}

    /** See the class. */
    public static void main(String[] arguments) {
        try (SparkSession spark = SparkSession.builder().getOrCreate()) {
            long begun = System.nanoTime();
            prepare(spark, arguments[0], arguments[1], "join".equals(arguments[2]));
            System.out.printf(Locale.ROOT, "{\"seconds\":%.3f}%n", (System.nanoTime() - begun) / 1e9);
        }
    }

    private static void prepare(SparkSession spark, String text, String output, boolean joining) {
        Dataset<Row> words = spark.read()
                .text(text)
                .withColumn("id", monotonically_increasing_id())
                .withColumn("words", split(trim(lower(col("value"))), "\\s+"))
                .where("value != ''")
                .select(col("id"), col("words"), size(col("words")).as("length"));
        List<String> vocabulary = words.select(explode(col("words")).as("word"))
                .groupBy("word")
                .agg(count("*").as("count"))
                .where("count >= 2")
                .orderBy(desc("count"), col("word"))
                .select("word")
                .as(Encoders.STRING())
                .collectAsList();
        Dataset<Row> rows = joining ? joined(spark, words, vocabulary) : looked(spark, words, vocabulary);
        rows.withColumn("bucket", bound(words))
                .select(
                        col("id").cast("string"),
                        concat(col("tokens"), array_repeat(lit(0), missing())).as("tokens"),
                        concat(array_repeat(lit(true), col("length")), array_repeat(lit(false), missing()))
                                .as("mask"),
                        col("length"),
                        lit("train").as("split"),
                        col("bucket"))
                .write()
                .mode(SaveMode.Overwrite)
                .partitionBy("split", "bucket")
                .parquet(output);
    }

    private static Column missing() {
        return col("bucket").minus(col("length")).cast("int");
    }

    private static Dataset<Row> joined(SparkSession spark, Dataset<Row> words, List<String> vocabulary) {
        List<Row> numbered = IntStream.range(0, vocabulary.size())
                .mapToObj(index -> RowFactory.create(vocabulary.get(index), index + 2))
                .toList();
        StructType columns = new StructType().add("word", DataTypes.StringType).add("number", DataTypes.IntegerType);
        return words.select(col("id"), col("length"), posexplode(col("words")).as(new String[] {"position", "word"}))
                .join(broadcast(spark.createDataFrame(numbered, columns)), "word", "left")
                .groupBy("id", "length")
                .agg(array_sort(collect_list(struct(
                                col("position"), coalesce(col("number"), lit(1)).as("number"))))
                        .as("pairs"))
                .select(
                        col("id"),
                        col("length"),
                        transform(col("pairs"), pair -> pair.getField("number")).as("tokens"));
    }

    private static Dataset<Row> looked(SparkSession spark, Dataset<Row> words, List<String> vocabulary) {
        Map<String, Integer> numbers = new HashMap<>();
        vocabulary.forEach(word -> numbers.put(word, numbers.size() + 2));
        Broadcast<Map<String, Integer>> shared =
                JavaSparkContext.fromSparkContext(spark.sparkContext()).broadcast(numbers);
        UDF1<Seq<String>, List<Integer>> lookUp = ofRow -> {
            Map<String, Integer> known = shared.value();
            List<Integer> tokens = new ArrayList<>(ofRow.size());
            JavaConverters.seqAsJavaList(ofRow).forEach(word -> tokens.add(known.getOrDefault(word, 1)));
            return tokens;
        };
        spark.udf().register("look_up", lookUp, DataTypes.createArrayType(DataTypes.IntegerType, false));
        return words.select(
                col("id"), col("length"), callUDF("look_up", col("words")).as("tokens"));
    }

    /** The least bound that holds a row, of so many quantiles of the lengths. */
    private static Column bound(Dataset<Row> rows) {
        String shares = IntStream.range(1, BUCKETS)
                .mapToObj(bucket -> (double) bucket / BUCKETS + "D")
                .collect(Collectors.joining(", ", "array(", ")"));
        Row found = rows.agg(expr("percentile_approx(length, " + shares + ", 1000)"), max("length"))
                .first();
        Column bound = lit(found.getInt(1));
        List<Integer> quantiles = found.getList(0);
        for (int bucket = quantiles.size() - 1; bucket >= 0; bucket--) {
            bound = when(col("length").leq(quantiles.get(bucket)), lit(quantiles.get(bucket)))
                    .otherwise(bound);
        }
        return bound;
    }
}
