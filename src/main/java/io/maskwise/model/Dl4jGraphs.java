package io.maskwise.model;

import io.maskwise.MaskwiseException;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.WorkspaceMode;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.util.ModelSerializer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.learning.config.Sgd;

/** Specs as DL4J graphs, and back from a model file. */
final class Dl4jGraphs {
    private Dl4jGraphs() {}

    static Dl4jNetwork create(NetworkDescription description) {
        ComputationGraph graph = new ComputationGraph(configuration(description));
        graph.init();
        return new Dl4jNetwork(description.spec(), description.precision(), graph, 0);
    }

    private static ComputationGraphConfiguration configuration(NetworkDescription description) {
        ModelSpec spec = description.spec();
        IUpdater updater = updater(description.updater());
        // The loss divides by the labels that count; dividing by rows again would let padding in.
        ComputationGraphConfiguration.GraphBuilder builder = new NeuralNetConfiguration.Builder()
                .dataType(type(description.precision()))
                .seed(description.seed())
                .miniBatch(false)
                .updater(updater)
                .trainingWorkspaceMode(WorkspaceMode.NONE)
                .inferenceWorkspaceMode(WorkspaceMode.NONE)
                .graphBuilder()
                .addInputs(ModelSpec.INPUT)
                .setOutputs(spec.output());
        for (LayerNode node : spec.nodes()) {
            List<Shape> inputs = node.inputs().stream().map(spec::shape).toList();
            builder.addVertex(
                    node.name(),
                    new MaskwiseVertex(node, inputs, updater, description.seed()),
                    node.inputs().toArray(String[]::new));
        }
        return builder.build();
    }

    private static DataType type(Precision precision) {
        return switch (precision) {
            case FLOAT -> DataType.FLOAT;
            case DOUBLE -> DataType.DOUBLE;
        };
    }

    private static IUpdater updater(UpdaterOptions options) {
        return switch (options.kind()) {
            case SGD -> new Sgd(options.learningRate());
            case NESTEROV -> new Nesterovs(options.learningRate(), options.momentum());
            case ADAM -> new Adam(options.learningRate(), options.beta1(), options.beta2(), options.epsilon());
        };
    }

    /** @throws MaskwiseException if the stream is not a model that this project wrote */
    static Dl4jNetwork read(InputStream in, String source) throws IOException {
        ComputationGraph graph = restore(in, source);
        ComputationGraphConfiguration configuration = graph.getConfiguration();
        Precision precision = configuration.getDataType() == DataType.DOUBLE ? Precision.DOUBLE : Precision.FLOAT;
        return new Dl4jNetwork(spec(graph, configuration, source), precision, graph, configuration.getIterationCount());
    }

    private static ComputationGraph restore(InputStream in, String source) throws IOException {
        try {
            return ModelSerializer.restoreComputationGraph(in, true);
        } catch (RuntimeException e) {
            throw new MaskwiseException(
                    io.maskwise.ExitCode.INPUT,
                    "Cannot read model " + source + ": it is not a model file, or it is damaged (" + rootMessage(e)
                            + "); train again, or name another run",
                    e);
        }
    }

    private static String rootMessage(Throwable error) {
        Throwable root = error;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return String.valueOf(root.getMessage()).lines().findFirst().orElse("");
    }

    private static ModelSpec spec(ComputationGraph graph, ComputationGraphConfiguration configuration, String source) {
        List<LayerNode> nodes = new java.util.ArrayList<>();
        for (int index : graph.topologicalSortOrder()) {
            String name = graph.getVertices()[index].getVertexName();
            if (graph.getVertices()[index] instanceof LayerVertex vertex) {
                nodes.add(new LayerNode(
                        name, vertex.layer(), configuration.getVertexInputs().getOrDefault(name, List.of())));
            } else if (!name.equals(ModelSpec.INPUT)) {
                throw MaskwiseException.input(
                        "Cannot read model %s: layer %s is not one of Maskwise's (it was made by another program)",
                        source, name);
            }
        }
        return new ModelSpec(nodes);
    }
}
