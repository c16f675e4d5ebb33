package io.maskwise.benchmark;

import java.util.Locale;
import org.apache.spark.sql.SparkSession;
import org.deeplearning4j.nn.graph.ComputationGraph;

/**
 * Stock DL4J trained on a prepared dataset, one epoch after one that does not count.
 *
 * <p>{@code StockLayers tagger|classifier DATASET} prints one JSON object.
 */
public final class StockLayers {
    private StockLayers() {}

    /** See the class. */
    public static void main(String[] arguments) {
        try (SparkSession spark = SparkSession.builder().getOrCreate()) {
            StockData data = StockData.read(spark, arguments[1], "tagger".equals(arguments[0]));
            ComputationGraph network = StockNetworks.of(data);
            data.batches().forEach(network::fit);
            long begun = System.nanoTime();
            data.batches().forEach(network::fit);
            double seconds = (System.nanoTime() - begun) / 1e9;
            System.out.printf(
                    Locale.ROOT,
                    "{\"peer\":\"DL4J 1.0.0-M2.1, layers of its own, padded on the right\",\"realTokensPerSecond\":%.1f,"
                            + "\"loss\":%.4f,\"parameters\":%d}%n",
                    data.realTokens() / seconds,
                    network.score(),
                    network.numParams());
        }
    }
}
