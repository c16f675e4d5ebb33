package io.maskwise.spark.dl4j;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.graph.vertex.GraphVertex;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * The stretch of a graph's flat gradient that belongs to one parameter.
 *
 * @param name vertex and parameter, as DL4J writes them: {@code lstm_RW}
 * @param values a flat view
 * @param isSum whether it grows with the batch; the running mean of a batch normalisation, for one, does not
 */
record GradientPart(String name, INDArray values, boolean isSum) {
    /** The parts of a graph, in the order of the flat gradient. */
    static List<GradientPart> of(ComputationGraph graph) {
        INDArray gradients = graph.getFlattenedGradients();
        INDArray flat = gradients.reshape(gradients.length());
        List<GradientPart> parts = new ArrayList<>();
        long start = 0;
        for (int index : graph.topologicalSortOrder()) {
            GraphVertex vertex = graph.getVertices()[index];
            if (vertex.numParams() == 0) {
                continue;
            }
            for (Map.Entry<String, INDArray> parameter :
                    vertex.paramTable(false).entrySet()) {
                long end = start + parameter.getValue().length();
                parts.add(new GradientPart(
                        vertex.getVertexName() + "_" + parameter.getKey(),
                        flat.get(NDArrayIndex.interval(start, end)),
                        vertex.updaterDivideByMinibatch(parameter.getKey())));
                start = end;
            }
        }
        return parts;
    }

    /** The parts as the updater wants them. */
    static Gradient gradient(INDArray flat, List<GradientPart> parts) {
        Gradient gradient = new DefaultGradient(flat);
        parts.forEach(part -> gradient.setGradientFor(part.name(), part.values()));
        return gradient;
    }
}
