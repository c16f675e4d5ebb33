package io.maskwise.spark.dl4j;

import org.apache.spark.api.java.JavaSparkContext;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.spark.impl.graph.SparkComputationGraph;
import org.nd4j.linalg.learning.config.Adam;

/** One training of stock DL4J's graph with dropout, of which the digest must not depend on where it ran. */
public final class StockGraph {
    private StockGraph() {}

    /** Trains it on data of as many partitions, and tells the digest of its parameters. */
    public static String digest(JavaSparkContext context, int partitions) {
        NeuralNetConfiguration.Builder base = Graphs.base(new Adam(0.05)).dropOut(0.7);
        SparkComputationGraph graph = new SparkComputationGraph(
                context,
                Graphs.tagger(base),
                TokenWeightedTrainingMaster.builder()
                        .workers(3)
                        .averagingFrequency(2)
                        .seed(5)
                        .build());
        var data = context.parallelize(new RaggedTokens(4).batches(14), partitions);
        graph.fit(data);
        ComputationGraph trained = graph.fit(data);
        return FlatArrays.vector(trained.params()).digest();
    }
}
