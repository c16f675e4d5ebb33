package io.maskwise.model;

import io.maskwise.ExitCode;
import io.maskwise.MaskwiseException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.WorkspaceMode;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.graph.vertex.impl.InputVertex;
import org.deeplearning4j.util.ModelSerializer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;
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

    /** A network in which NaN stands for each parameter, so that it is noticed if one is used before it has a value. */
    static Dl4jNetwork createUndrawn(NetworkDescription description) {
        ComputationGraphConfiguration configuration = configuration(description);
        long parameters = configuration.getVertices().values().stream()
                .mapToLong(vertex -> vertex.numParams(true))
                .sum();
        ComputationGraph graph = new ComputationGraph(configuration);
        graph.init(Nd4j.valueArrayOf(new long[] {1, parameters}, Double.NaN, type(description.precision())), false);
        return new Dl4jNetwork(description.spec(), description.precision(), graph, 0);
    }

    private static ComputationGraphConfiguration configuration(NetworkDescription description) {
        ModelSpec spec = description.spec();
        IUpdater updater = updater(description.updater());
        MaskwiseVertex.Rule rule = new MaskwiseVertex.Rule(
                updater,
                weightDecay(description.updater()),
                description.updater().clipping());
        // The loss divides by the labels that count; dividing by rows again would let padding in.
        ComputationGraphConfiguration.GraphBuilder builder = new NeuralNetConfiguration.Builder()
                .dataType(type(description.precision()))
                .seed(description.seed())
                .miniBatch(false)
                .updater(updater)
                .trainingWorkspaceMode(WorkspaceMode.NONE)
                .inferenceWorkspaceMode(WorkspaceMode.NONE)
                .graphBuilder()
                .addInputs(spec.inputs().stream().map(ModelInput::name).toArray(String[]::new))
                .setOutputs(spec.outputs().toArray(String[]::new));
        SpecFlow flow = SpecFlow.of(spec.inputs(), spec.nodes());
        for (int position = 0; position < spec.nodes().size(); position++) {
            LayerNode node = spec.nodes().get(position);
            List<SpecFlow.Edge> inputs = node.inputs().stream().map(flow::of).toList();
            builder.addVertex(
                    node.name(),
                    new MaskwiseVertex(node, new MaskwiseVertex.Place(position, inputs), rule, description.seed()),
                    node.inputs().toArray(String[]::new));
        }
        laterOutputs(spec)
                .forEach(reference -> builder.addVertex(
                        reference, new OutputSelector(LayerNode.outputIndex(reference)), LayerNode.nodeOf(reference)));
        return builder.build();
    }

    /** The names under which outputs after a layer's first are read. */
    private static List<String> laterOutputs(ModelSpec spec) {
        return Stream.concat(spec.nodes().stream().flatMap(node -> node.inputs().stream()), spec.outputs().stream())
                .filter(reference -> LayerNode.outputIndex(reference) > 0)
                .distinct()
                .toList();
    }

    private static DataType type(Precision precision) {
        return switch (precision) {
            case FLOAT -> DataType.FLOAT;
            case DOUBLE -> DataType.DOUBLE;
        };
    }

    private static double weightDecay(UpdaterOptions options) {
        return options.kind() == UpdaterKind.ADAMW ? options.weightDecay() : 0;
    }

    private static IUpdater updater(UpdaterOptions options) {
        IUpdater updater = rule(options);
        if (!options.schedule().isConstant()) {
            updater.setLrAndSchedule(options.learningRate(), new StepSize(options.learningRate(), options.schedule()));
        }
        return updater;
    }

    private static IUpdater rule(UpdaterOptions options) {
        double rate = options.learningRate();
        return switch (options.kind()) {
            case SGD -> new Sgd(rate);
            case MOMENTUM -> new KerasUpdater(options.kind(), rate, null, options.momentum(), options.epsilon());
            case RMSPROP -> new KerasUpdater(options.kind(), rate, null, options.rho(), options.epsilon());
            case NESTEROV -> new Nesterovs(rate, options.momentum());
            case ADAM, ADAMW -> new Adam(rate, options.beta1(), options.beta2(), options.epsilon());
        };
    }

    /** @throws MaskwiseException if the stream is not a model that this project wrote */
    static Dl4jNetwork read(InputStream in, String source) throws IOException {
        byte[] file = in.readAllBytes(); // from here on, what cannot be read is no failure of the stream
        try {
            ComputationGraph graph = ModelSerializer.restoreComputationGraph(new ByteArrayInputStream(file), true);
            ComputationGraphConfiguration configuration = graph.getConfiguration();
            Precision precision = configuration.getDataType() == DataType.DOUBLE ? Precision.DOUBLE : Precision.FLOAT;
            ModelSpec spec = spec(graph, configuration, source);
            return new Dl4jNetwork(spec, precision, graph, configuration.getIterationCount());
        } catch (MaskwiseException refused) {
            throw refused;
        } catch (RuntimeException | IOException damaged) {
            throw new MaskwiseException(
                    ExitCode.INPUT,
                    "Cannot read model " + source + ": it is not a model file, or it is damaged (" + reason(damaged)
                            + "); train again, or name another run",
                    damaged);
        }
    }

    /** Our own words about a layer, which DL4J and Jackson wrap; else those of the first cause of all. */
    private static String reason(Throwable error) {
        Throwable told = error;
        while (told.getCause() != null && !(told instanceof IllegalArgumentException)) {
            told = told.getCause();
        }
        return String.valueOf(told.getMessage()).lines().findFirst().orElse("");
    }

    private static ModelSpec spec(ComputationGraph graph, ComputationGraphConfiguration configuration, String source) {
        List<LayerVertex> vertices = new ArrayList<>();
        for (int index : graph.topologicalSortOrder()) {
            var vertex = graph.getVertices()[index];
            if (vertex instanceof LayerVertex layer) {
                vertices.add(layer);
            } else if (!(vertex instanceof OutputVertex) && !(vertex instanceof InputVertex)) {
                throw MaskwiseException.input(
                        "Cannot read model %s: layer %s is not one of Maskwise's (it was made by another program)",
                        source, vertex.getVertexName());
            }
        }
        vertices.sort(Comparator.comparingInt(vertex -> vertex.configuration().position()));
        List<LayerNode> nodes = vertices.stream()
                .map(vertex -> new LayerNode(
                        vertex.getVertexName(),
                        vertex.layer(),
                        configuration.getVertexInputs().getOrDefault(vertex.getVertexName(), List.of())))
                .toList();
        List<ModelInput> inputs = configuration.getNetworkInputs().stream()
                .map(name -> input(name, nodes, vertices))
                .toList();
        return new ModelSpec(inputs, nodes, configuration.getNetworkOutputs());
    }

    /** What an input is, as the first layer that reads it was told. */
    private static ModelInput input(String name, List<LayerNode> nodes, List<LayerVertex> vertices) {
        for (int i = 0; i < nodes.size(); i++) {
            int place = nodes.get(i).inputs().indexOf(name);
            if (place >= 0) {
                SpecFlow.Edge edge = vertices.get(i).configuration().input(place);
                return new ModelInput(name, edge.shape(), edge.masked());
            }
        }
        throw new IllegalArgumentException("Invalid model: no layer reads input " + name);
    }
}
