package io.maskwise.benchmark;

import java.util.List;
import java.util.Locale;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.deeplearning4j.spark.api.RDDTrainingApproach;
import org.deeplearning4j.spark.impl.graph.SparkComputationGraph;
import org.deeplearning4j.spark.impl.paramavg.ParameterAveragingTrainingMaster;
import org.nd4j.linalg.dataset.DataSet;

/**
 * The stock tagger trained by dl4j-spark's own master, two workers, one epoch after one that does not count.
 *
 * <p>{@code StockMaster DATASET} prints one JSON object.
 */
public final class StockMaster {
    private static final int WORKERS = 2;

    private StockMaster() {}

    /** See the class. */
    public static void main(String[] arguments) {
        try (SparkSession spark = SparkSession.builder().getOrCreate()) {
            JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
            StockData data = StockData.read(spark, arguments[0], true);
            // One DataSet is one batch already: it must not be cut or joined.
            ParameterAveragingTrainingMaster master = new ParameterAveragingTrainingMaster.Builder(WORKERS, 1)
                    .averagingFrequency(8)
                    .batchSizePerWorker(1)
                    .rddTrainingApproach(RDDTrainingApproach.Direct)
                    .build();
            SparkComputationGraph graph = new SparkComputationGraph(context, StockNetworks.of(data), master);
            JavaRDD<DataSet> batches =
                    context.parallelize(List.copyOf(data.batches()), WORKERS).cache();
            graph.fit(batches);
            long begun = System.nanoTime();
            graph.fit(batches);
            double seconds = (System.nanoTime() - begun) / 1e9;
            System.out.printf(
                    Locale.ROOT,
                    "{\"peer\":\"ParameterAveragingTrainingMaster of dl4j-spark 1.0.0-M2, stock layers\","
                            + "\"realTokensPerSecond\":%.1f,\"loss\":%.4f}%n",
                    data.realTokens() / seconds,
                    graph.getScore());
        }
    }
}
