package io.maskwise.model;

import io.maskwise.metrics.LossSum;
import io.maskwise.sequence.PaddedBatch;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.util.ModelSerializer;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.GradientUpdater;

/**
 * A network of Maskwise layers in a DL4J {@link ComputationGraph}.
 *
 * <p>The graph describes, initialises and stores the network, and its updater takes the steps; this class runs the
 * layers by a plan of its own, because the graph's engine costs 1 to 2 ms a step before any work and knows no label
 * mask that divides.
 */
public final class Dl4jNetwork implements SequenceNetwork {
    private final ModelSpec spec;
    private final Precision precision;
    private final ComputationGraph graph;
    private final @Nullable INDArray updaterState;
    private final GradientUpdater<?> updater;
    private final INDArray gradientView;
    private final FlatTensors gradients;
    private final FlatTensors parameters;
    private long steps;

    Dl4jNetwork(ModelSpec spec, Precision precision, ComputationGraph graph, long steps) {
        this.spec = spec;
        this.precision = precision;
        this.graph = graph;
        this.steps = steps;
        graph.initGradientsView();
        this.updaterState = graph.getUpdater().getStateViewArray();
        this.updater =
                vertex(spec.nodes().get(0)).getConfig().getUpdaterByParam("").instantiate(updaterState, false);
        this.gradientView = graph.getFlattenedGradients();
        List<LayerVertex> vertices = spec.nodes().stream().map(this::vertex).toList();
        this.gradients = new FlatTensors(vertices, parameterCount());
        this.parameters = new FlatTensors(vertices, parameterCount());
        parameters.read(graph.params());
    }

    /** A network with its first parameters. */
    public static Dl4jNetwork create(NetworkDescription description) {
        return Dl4jGraphs.create(description);
    }

    /**
     * A network from a model file.
     *
     * @param in a stream as {@link #write} makes it
     * @param source its name, for errors
     * @throws IOException if the stream fails
     * @throws io.maskwise.MaskwiseException if it is not a model of this project, or is damaged
     */
    public static Dl4jNetwork read(InputStream in, String source) throws IOException {
        return Dl4jGraphs.read(in, source);
    }

    @Override
    public ModelSpec spec() {
        return spec;
    }

    @Override
    public Precision precision() {
        return precision;
    }

    @Override
    public int parameterCount() {
        return (int) graph.params().length();
    }

    @Override
    public LossSum fit(PaddedBatch batch) {
        LossSum loss = backward(batch);
        if (loss.weight() > 0) {
            gradients.write(gradientView);
            step();
        }
        return loss;
    }

    @Override
    public BatchGradient gradient(PaddedBatch batch) {
        LossSum loss = backward(batch);
        return new BatchGradient(ParameterVector.rounded(precision, gradients.flat()), loss);
    }

    @Override
    public void apply(ParameterVector gradient) {
        Tensors.assign(gradientView, checked("gradient", gradient, parameterCount()));
        step();
    }

    @Override
    public BatchScores forward(PaddedBatch batch) {
        return new CrossEntropy(logits(passes(batch)), batch).scores();
    }

    private LossSum backward(PaddedBatch batch) {
        Map<String, LayerPass> passes = passes(batch);
        CrossEntropy loss = new CrossEntropy(logits(passes), batch);
        gradients.clear();
        if (loss.loss().weight() > 0) {
            propagate(passes, loss.gradient());
        }
        return loss.loss();
    }

    private Map<String, LayerPass> passes(PaddedBatch batch) {
        Map<String, Activation> activations = new LinkedHashMap<>();
        activations.put(ModelSpec.INPUT, Activation.masked(tokens(batch), batch.mask()));
        Map<String, LayerPass> passes = new LinkedHashMap<>();
        for (LayerNode node : spec.nodes()) {
            List<Activation> inputs = new ArrayList<>();
            node.inputs().forEach(name -> inputs.add(known(activations, name)));
            LayerPass pass = node.layer().forward(inputs, parameters.of(node.name()));
            passes.put(node.name(), pass);
            activations.put(node.name(), pass.output());
        }
        return passes;
    }

    private static Tensor tokens(PaddedBatch batch) {
        Tensor tokens = Tensor.zeros(batch.batch(), batch.time());
        for (int row = 0; row < batch.batch(); row++) {
            for (int step = 0; step < batch.time(); step++) {
                tokens.values()[row * batch.time() + step] = batch.tokens()[row][step];
            }
        }
        return tokens;
    }

    private Tensor logits(Map<String, LayerPass> passes) {
        return known(passes, spec.output()).output().values();
    }

    private static <T> T known(Map<String, T> values, String name) {
        return Optional.ofNullable(values.get(name)).orElseThrow();
    }

    private void propagate(Map<String, LayerPass> passes, Tensor upstream) {
        Map<String, Tensor> flowing = new LinkedHashMap<>();
        flowing.put(spec.output(), upstream);
        for (int i = spec.nodes().size() - 1; i >= 0; i--) {
            LayerNode node = spec.nodes().get(i);
            Tensor gradient = flowing.get(node.name());
            if (gradient != null) {
                List<Tensor> downstream = known(passes, node.name()).backward(gradient, gradients.of(node.name()));
                for (int input = 0; input < downstream.size(); input++) {
                    flowing.merge(node.inputs().get(input), downstream.get(input), Dl4jNetwork::sum);
                }
            }
        }
    }

    private static Tensor sum(Tensor left, Tensor right) {
        Tensor sum = Tensor.of(left.values().clone(), left.shape());
        for (int i = 0; i < sum.values().length; i++) {
            sum.values()[i] += right.values()[i];
        }
        return sum;
    }

    /** The updater turns the gradient into the step in place. */
    private void step() {
        updater.applyUpdater(gradientView, (int) steps, 0);
        INDArray values = graph.params();
        values.subi(gradientView.reshape(values.shape()));
        parameters.read(values);
        steps++;
    }

    private LayerVertex vertex(LayerNode node) {
        return (LayerVertex) graph.getVertex(node.name());
    }

    @Override
    public NetworkState state() {
        return new NetworkState(
                Tensors.vector(graph.params(), precision), Tensors.vector(updaterState, precision), steps);
    }

    @Override
    public void restore(NetworkState state) {
        int length = updaterState == null ? 0 : (int) updaterState.length();
        Tensors.assign(graph.params(), checked("parameters", state.parameters(), parameterCount()));
        checked("updater state", state.updaterState(), length);
        if (updaterState != null) {
            Tensors.assign(updaterState, state.updaterState());
        }
        parameters.read(graph.params());
        steps = state.steps();
    }

    private ParameterVector checked(String what, ParameterVector vector, int length) {
        if (vector.length() != length) {
            throw new IllegalArgumentException("Invalid " + what + ": " + vector.length() + " values (must be " + length
                    + ", as this network has)");
        }
        if (length > 0 && vector.precision() != precision) {
            throw new IllegalArgumentException(
                    "Invalid " + what + ": " + vector.precision() + " (must be " + precision + ", as this network)");
        }
        return vector;
    }

    @Override
    public void write(OutputStream out) throws IOException {
        graph.getConfiguration().setIterationCount((int) steps);
        ModelSerializer.writeModel(graph, out, true);
    }

    /** The graph, for DL4J's own engine to run. */
    ComputationGraph graph() {
        return graph;
    }

    @Override
    public void close() {
        graph.close();
    }
}
