package io.maskwise.spark.dl4j;

import io.maskwise.MaskwiseException;
import org.deeplearning4j.nn.api.OptimizationAlgorithm;
import org.deeplearning4j.nn.api.layers.IOutputLayer;
import org.deeplearning4j.nn.conf.BackpropType;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.buffer.DataType;

/** Which graphs can be trained so. */
final class GraphSupport {
    private GraphSupport() {}

    /** @throws MaskwiseException (usage) if the graph asks for what rounds cannot give it */
    static void check(ComputationGraph graph) {
        ComputationGraphConfiguration configuration = graph.getConfiguration();
        DataType type = configuration.getDataType();
        require(type == DataType.FLOAT || type == DataType.DOUBLE, "data type", type, "FLOAT or DOUBLE");
        BackpropType backprop = configuration.getBackpropType();
        require(backprop == BackpropType.Standard, "backpropagation", backprop, "Standard: a sequence is one step");
        OptimizationAlgorithm algorithm = graph.conf().getOptimizationAlgo();
        require(
                algorithm == OptimizationAlgorithm.STOCHASTIC_GRADIENT_DESCENT,
                "optimisation algorithm",
                algorithm,
                "STOCHASTIC_GRADIENT_DESCENT, with any updater");
        require(graph.conf().isMinimize(), "aim", "maximise", "to minimise the loss");
        for (String output : configuration.getNetworkOutputs()) {
            require(
                    graph.getVertex(output).getLayer() instanceof IOutputLayer,
                    "output",
                    output,
                    "a layer with a loss, as RnnOutputLayer");
        }
    }

    private static void require(boolean holds, String what, Object value, String right) {
        if (!holds) {
            throw MaskwiseException.usage("Cannot train this graph: its %s is %s (must be %s)", what, value, right);
        }
    }
}
