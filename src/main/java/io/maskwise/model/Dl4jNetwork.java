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
import java.util.function.Supplier;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.util.ModelSerializer;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.memory.conf.WorkspaceConfiguration;
import org.nd4j.linalg.api.memory.enums.AllocationPolicy;
import org.nd4j.linalg.api.memory.enums.LearningPolicy;
import org.nd4j.linalg.api.memory.enums.SpillPolicy;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.GradientUpdater;
import org.nd4j.linalg.learning.config.IUpdater;

/**
 * A network of Maskwise layers in a DL4J {@link ComputationGraph}.
 *
 * <p>The graph describes, initialises and stores the network; this class runs the layers by its own plan, because the
 * graph's engine costs 1 to 2 ms a step before any work and knows no label mask that divides.
 */
public final class Dl4jNetwork implements SequenceNetwork {
    private static final WorkspaceConfiguration WORKSPACE = WorkspaceConfiguration.builder()
            .initialSize(0)
            .overallocationLimit(0.3)
            .policyAllocation(AllocationPolicy.OVERALLOCATE)
            .policyLearning(LearningPolicy.FIRST_LOOP)
            .policySpill(SpillPolicy.REALLOCATE)
            .build();

    private final ModelSpec spec;
    private final Precision precision;
    private final ComputationGraph graph;
    private final String workspace;
    private final @Nullable GradientUpdater<?> updater;
    private long steps;

    Dl4jNetwork(ModelSpec spec, Precision precision, ComputationGraph graph, long steps) {
        this.spec = spec;
        this.precision = precision;
        this.graph = graph;
        this.steps = steps;
        this.workspace = "maskwise-" + System.identityHashCode(this);
        graph.initGradientsView();
        this.updater = updater();
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

    private @Nullable GradientUpdater<?> updater() {
        IUpdater configured = firstUpdater();
        INDArray state = graph.getUpdater().getStateViewArray();
        return configured.instantiate(state, false);
    }

    private IUpdater firstUpdater() {
        return vertex(spec.nodes().get(0)).getConfig().getUpdaterByParam("");
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
        return inWorkspace(() -> {
            LossSum loss = backward(batch);
            if (loss.weight() > 0) {
                step(graph.getFlattenedGradients());
            }
            return loss;
        });
    }

    @Override
    public BatchGradient gradient(PaddedBatch batch) {
        return inWorkspace(() -> {
            LossSum loss = backward(batch);
            return new BatchGradient(Vectors.read(graph.getFlattenedGradients(), precision), loss);
        });
    }

    @Override
    public void apply(ParameterVector gradient) {
        inWorkspace(() -> {
            step(Vectors.write(checked("gradient", gradient, parameterCount())));
            return LossSum.ZERO;
        });
    }

    @Override
    public BatchScores forward(PaddedBatch batch) {
        return inWorkspace(() -> new CrossEntropy(logits(passes(batch)), batch).scores());
    }

    private LossSum backward(PaddedBatch batch) {
        Map<String, LayerPass> passes = passes(batch);
        CrossEntropy loss = new CrossEntropy(logits(passes), batch);
        graph.getFlattenedGradients().assign(0);
        if (loss.loss().weight() > 0) {
            propagate(passes, loss.gradient());
        }
        return loss.loss();
    }

    private Map<String, LayerPass> passes(PaddedBatch batch) {
        Map<String, Activation> activations = new LinkedHashMap<>();
        activations.put(ModelSpec.INPUT, Activation.masked(Nd4j.createFromArray(batch.tokens()), batch.mask()));
        Map<String, LayerPass> passes = new LinkedHashMap<>();
        for (LayerNode node : spec.nodes()) {
            List<Activation> inputs = new ArrayList<>();
            node.inputs()
                    .forEach(name -> inputs.add(
                            Optional.ofNullable(activations.get(name)).orElseThrow()));
            LayerPass pass = node.layer().forward(inputs, vertex(node).parameters());
            passes.put(node.name(), pass);
            activations.put(node.name(), pass.output());
        }
        return passes;
    }

    private INDArray logits(Map<String, LayerPass> passes) {
        return pass(passes, spec.output()).output().values();
    }

    private static LayerPass pass(Map<String, LayerPass> passes, String name) {
        return Optional.ofNullable(passes.get(name)).orElseThrow();
    }

    private void propagate(Map<String, LayerPass> passes, INDArray upstream) {
        Map<String, INDArray> gradients = new LinkedHashMap<>();
        gradients.put(spec.output(), upstream);
        for (int i = spec.nodes().size() - 1; i >= 0; i--) {
            LayerNode node = spec.nodes().get(i);
            INDArray gradient = gradients.get(node.name());
            if (gradient != null) {
                List<INDArray> downstream = pass(passes, node.name())
                        .backward(gradient, vertex(node).gradients());
                for (int input = 0; input < downstream.size(); input++) {
                    gradients.merge(node.inputs().get(input), downstream.get(input), INDArray::add);
                }
            }
        }
    }

    private void step(INDArray gradient) {
        if (updater == null) {
            throw new IllegalStateException("Cannot take a step: the network has no updater");
        }
        updater.applyUpdater(gradient, (int) steps, 0);
        INDArray parameters = graph.params();
        parameters.subi(gradient.reshape(parameters.shape()));
        steps++;
    }

    private LayerVertex vertex(LayerNode node) {
        return (LayerVertex) graph.getVertex(node.name());
    }

    @SuppressWarnings("try") // the scope is what matters, not its name
    private <T> T inWorkspace(Supplier<T> work) {
        try (MemoryWorkspace scope = Nd4j.getWorkspaceManager().getAndActivateWorkspace(WORKSPACE, workspace)) {
            return work.get();
        }
    }

    @Override
    public NetworkState state() {
        INDArray state = graph.getUpdater().getStateViewArray();
        return new NetworkState(Vectors.read(graph.params(), precision), Vectors.readOptional(state, precision), steps);
    }

    @Override
    public void restore(NetworkState state) {
        INDArray parameters = graph.params();
        parameters.assign(Vectors.write(checked("parameters", state.parameters(), parameterCount()))
                .reshape(parameters.shape()));
        INDArray updaterState = graph.getUpdater().getStateViewArray();
        int length = updaterState == null ? 0 : (int) updaterState.length();
        checked("updater state", state.updaterState(), length);
        if (updaterState != null) {
            updaterState.assign(Vectors.write(state.updaterState()));
        }
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
        Nd4j.getWorkspaceManager().destroyAllWorkspacesForCurrentThread();
        graph.close();
    }
}
