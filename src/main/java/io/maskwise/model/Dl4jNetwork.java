package io.maskwise.model;

import io.maskwise.metrics.LossSum;
import io.maskwise.sequence.PaddedBatch;
import io.maskwise.sequence.Seeds;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.util.ModelSerializer;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.GradientUpdater;
import org.nd4j.linalg.learning.config.Adam;

/**
 * A network of Maskwise layers in a DL4J {@link ComputationGraph}.
 *
 * <p>The graph describes, initialises and stores the network, and its updater takes the steps; this class runs the
 * layers by a plan of its own, because the graph's engine costs 1 to 2 ms a step before any work and knows no label
 * mask that divides.
 */
public final class Dl4jNetwork implements SequenceNetwork {
    /** All rows of a table are multiplied once if so many times as many tokens are expected, by eight networks maybe. */
    private static final long TOKENS_PER_ROW = 8;

    private final ModelSpec spec;
    private final Precision precision;
    private final ComputationGraph graph;
    private final @Nullable INDArray updaterState;
    private final GradientUpdater<?> updater;
    private final Optional<AdamSteps> adam;
    private final ClippingOptions clipping;
    private final WeightDecay weightDecay;
    private final INDArray gradientView;
    private List<ReadTable> tables = List.of();
    private boolean waits = true;
    private List<FloatParameter> tablesWithProducts = List.of();

    private @Nullable FlatTensors gradients;
    private @Nullable FlatTensors parameters;
    private boolean parametersChanged = true;
    private boolean gradientsLeft;
    /** Since it continued from a state. */
    private boolean onlyFitted;

    private Helpers helpers = Helpers.NONE;
    private long seed;
    private long steps;
    /** The step since which the updater remembers. */
    private long remembersFrom;

    Dl4jNetwork(ModelSpec spec, Precision precision, ComputationGraph graph, long steps) {
        this.spec = spec;
        this.precision = precision;
        this.graph = graph;
        this.steps = steps;
        graph.initGradientsView();
        this.updaterState = graph.getUpdater().getStateViewArray();
        this.updater =
                vertex(spec.nodes().get(0)).getConfig().getUpdaterByParam("").instantiate(updaterState, false);
        this.adam = AdamSteps.of(updater.getConfig(), graph.params(), updaterState);
        this.seed = vertex(spec.nodes().get(0)).configuration().seed();
        this.clipping = vertex(spec.nodes().get(0)).configuration().clipping();
        this.gradientView = graph.getFlattenedGradients();
        this.weightDecay =
                WeightDecay.of(vertex(spec.nodes().get(0)).configuration().weightDecay(), vertices());
    }

    /** An embedding table, and the input of the network that has the ids of its rows. */
    private record ReadTable(String input, TableSteps steps) {}

    private List<LayerVertex> vertices() {
        return spec.nodes().stream().map(this::vertex).toList();
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
        Map<String, Activation> inputs = inputs(batch);
        adam.ifPresent(adamSteps -> readTables(inputs, adamSteps));
        LossSum loss = backward(inputs, batch);
        if (loss.weight() > 0) {
            gradients().clip(clipping);
            step(tables.stream().map(ReadTable::steps).toList());
        }
        return loss;
    }

    private void readTables(Map<String, Activation> inputs, AdamSteps adamSteps) {
        if (tables.isEmpty()) {
            tables = tablesThatCanWait();
        }
        for (ReadTable table : tables) {
            double[] ids = Optional.ofNullable(inputs.get(table.input()))
                    .orElseThrow()
                    .values()
                    .values();
            table.steps().read(ids, adamSteps);
        }
    }

    /** Those whose rows are known before a pass: what an embedding reads is an input of the network. */
    private List<ReadTable> tablesThatCanWait() {
        List<String> inputs = spec.inputs().stream().map(ModelInput::name).toList();
        return waits && weightDecay.decay() == 0
                ? spec.nodes().stream()
                        .filter(node -> node.layer() instanceof Embedding
                                && inputs.contains(node.inputs().get(0)))
                        .map(this::table)
                        .toList()
                : List.of();
    }

    private ReadTable table(LayerNode node) {
        return new ReadTable(
                node.inputs().get(0),
                new TableSteps(
                        Parameters.of(parameterTensors().of(node.name()), Embedding.TABLE),
                        Parameters.of(gradients().of(node.name()), Embedding.TABLE)));
    }

    /** Lets no row wait for its steps: the plain twin. */
    void waitForNothing() {
        settle();
        waits = false;
        tables = List.of();
    }

    /** Brings all parameters up to date, and what the updater remembers of them. */
    private void settle() {
        adam.filter(adamSteps -> adamSteps.taken() > 0).ifPresent(adamSteps -> {
            tables.forEach(table -> table.steps().settle(adamSteps, helpers));
            adamSteps.settled();
        });
    }

    @Override
    public BatchGradient gradient(PaddedBatch batch) {
        settle();
        LossSum loss = backward(inputs(batch), batch);
        return new BatchGradient(ParameterVector.rounded(precision, gradients().flat()), loss);
    }

    @Override
    public void apply(ParameterVector gradient) {
        settle();
        gradientsLeft = true;
        gradients().read(checked("gradient", gradient, parameterCount()));
        gradients().clip(clipping);
        step(List.of());
        // No row has this step before it.
        adam.ifPresent(AdamSteps::settled);
        onlyFitted = false;
    }

    @Override
    public BatchScores forward(PaddedBatch batch) {
        return FloatArrays.ofThread().lend(() -> {
            GraphPass pass = run(inputs(batch), Call.inference().in(precision));
            return new CrossEntropy(logits(pass), batch).scores();
        });
    }

    @Override
    public void expect(long tokens) {
        List<FloatParameter> wanted = spec.nodes().stream()
                .filter(node -> node.layer() instanceof Embedding embedding
                        && tokens >= TOKENS_PER_ROW * embedding.vocabularySize())
                .map(node -> Parameters.of(parameterTensors().of(node.name()), Embedding.TABLE))
                .flatMap(table -> FloatTensor.of(table, FloatParameter.class).stream())
                .toList();
        if (!wanted.equals(tablesWithProducts)) {
            forgetProducts();
            tablesWithProducts = wanted;
            wanted.forEach(FloatParameter::keepProducts);
        }
    }

    @Override
    public void helpedBy(Helpers changed) {
        helpers = changed;
    }

    @Override
    public Helpers helpers() {
        return helpers;
    }

    private void forgetProducts() {
        tablesWithProducts.forEach(FloatParameter::forgetProducts);
        tablesWithProducts = List.of();
    }

    private LossSum backward(Map<String, Activation> inputs, PaddedBatch batch) {
        if (gradientsLeft) {
            gradients().clear();
        }
        gradientsLeft = true;
        GraphPass pass = pass(
                inputs, Call.training(Seeds.derive(seed, steps)).in(precision).with(helpers));
        CrossEntropy loss = new CrossEntropy(logits(pass), batch);
        if (loss.loss().weight() > 0) {
            pass.backward(Map.of(spec.output(), loss.gradient()), gradients()::of);
        }
        return loss.loss();
    }

    private Map<String, Activation> inputs(PaddedBatch batch) {
        Map<String, Activation> inputs = new LinkedHashMap<>();
        inputs.put(ModelSpec.INPUT, Activation.masked(tokens(batch), batch.mask()));
        if (spec.readsTargets()) {
            inputs.put(ModelSpec.TARGETS, TeacherForcing.input(batch));
        }
        return inputs;
    }

    /** One pass through the network with its parameters as they are now. */
    GraphPass run(Map<String, Activation> inputs, Call call) {
        settle();
        return pass(inputs, call);
    }

    private GraphPass pass(Map<String, Activation> inputs, Call call) {
        return new GraphPass(spec, inputs, parameterTensors()::of, call);
    }

    /** Token ids, shape {@code [batch, time]}. */
    static Tensor tokens(PaddedBatch batch) {
        Tensor tokens = Tensor.zeros(batch.batch(), batch.time());
        for (int row = 0; row < batch.batch(); row++) {
            for (int step = 0; step < batch.time(); step++) {
                tokens.values()[row * batch.time() + step] = batch.tokens()[row][step];
            }
        }
        return tokens;
    }

    private Tensor logits(GraphPass pass) {
        return pass.activation(spec.output()).values();
    }

    /**
     * Takes a step of the gradients.
     *
     * @param apart the tables whose rows take it by themselves
     */
    private void step(List<TableSteps> apart) {
        forgetProducts();
        int ofUpdater = Math.toIntExact(steps - remembersFrom);
        int before = Math.toIntExact(remembersFrom);
        double rate = updater.getConfig().getLearningRate(ofUpdater, before);
        weightDecay.apply(graph.params(), rate);
        if (adam.isPresent()) {
            adam.get().begin(rate, ofUpdater);
            gradients().step(adam.get(), parameterTensors(), apart, helpers);
            gradientsLeft = false;
        } else {
            stepByGraph(rate, ofUpdater, before);
        }
        steps++;
    }

    /** The updater of the graph turns the gradients into the step in place. */
    private void stepByGraph(double rate, int ofUpdater, int before) {
        INDArray values = graph.params();
        gradients().write(gradientView);
        updater.applyUpdater(gradientView, ofUpdater, before);
        // DL4J's Adam takes epsilon for a step size of 0, which is what a warm-up begins with.
        if (rate > 0 || !(updater.getConfig() instanceof Adam)) {
            values.subi(gradientView.reshape(values.shape()));
        }
        parametersChanged = true;
    }

    /** Made on first use, as are the gradients: a network that only stores and averages needs neither. */
    private FlatTensors parameterTensors() {
        FlatTensors tensors = parameters;
        if (tensors == null) {
            tensors = isReached()
                    ? FlatTensors.ofParameters(vertices(), graph.params())
                    : new FlatTensors(vertices(), parameterCount());
            parameters = tensors;
        }
        if (parametersChanged) {
            tensors.read(graph.params());
            parametersChanged = false;
        }
        return tensors;
    }

    private FlatTensors gradients() {
        FlatTensors tensors = gradients;
        if (tensors == null) {
            tensors = isReached()
                    ? FlatTensors.ofGradients(vertices(), gradientView)
                    : new FlatTensors(vertices(), parameterCount());
            gradients = tensors;
        }
        return tensors;
    }

    /** Whether layers can work on the graph's own memory. */
    private boolean isReached() {
        return NativeFloats.reach(graph.params()) && NativeFloats.reach(gradientView);
    }

    private LayerVertex vertex(LayerNode node) {
        return (LayerVertex) graph.getVertex(node.name());
    }

    @Override
    public ParameterVector parameters() {
        return parameters(new SpareVectors(0));
    }

    private ParameterVector parameters(SpareVectors spare) {
        settle();
        return Tensors.vector(graph.params(), precision, spare, helpers);
    }

    @Override
    public long steps() {
        return steps;
    }

    @Override
    public NetworkState state() {
        return state(new SpareVectors(0));
    }

    @Override
    public NetworkState state(SpareVectors spare) {
        ParameterVector parameters = parameters(spare); // first, as it settles what the updater remembers
        ParameterVector remembered = Tensors.vector(updaterState, precision, spare, helpers);
        return new NetworkState(parameters, remembered, steps, steps - remembersFrom);
    }

    @Override
    public void restore(NetworkState state) {
        // What is refused leaves the rows that wait for their steps as they are.
        settle();
        forgetProducts();
        ParameterVector values = checked("parameters", state.parameters(), parameterCount());
        boolean forgets = state.updaterState().length() == 0;
        ParameterVector remembered = checked("updater state", state.updaterState(), forgets ? 0 : rememberedValues());
        Tensors.assign(graph.params(), values);
        if (updaterState != null && forgets) {
            updaterState.assign(0);
        } else if (updaterState != null) {
            Tensors.assign(updaterState, remembered);
        }
        remembersFrom = state.steps() - (forgets ? 0 : state.rememberedSteps());
        parametersChanged = true;
        steps = state.steps();
        tables.forEach(table -> table.steps().restored());
        onlyFitted = true;
    }

    @Override
    public List<ReadRows> readRows() {
        return onlyFitted
                ? tables.stream().map(table -> table.steps().readRows()).toList()
                : List.of();
    }

    private int rememberedValues() {
        return updaterState == null ? 0 : Math.toIntExact(updaterState.length());
    }

    @Override
    public void seed(long changed) {
        seed = changed;
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
        settle();
        graph.getConfiguration().setIterationCount((int) steps);
        ModelSerializer.writeModel(graph, out, true);
    }

    /** The parameters of a node as they are now, in double, until the network is closed. */
    Map<String, Tensor> parameters(String node) {
        settle();
        return parameterTensors().of(node);
    }

    /** The graph, for DL4J's own engine to run. */
    ComputationGraph graph() {
        settle();
        return graph;
    }

    @Override
    public void close() {
        // As the graph's own close, which also collects the whole heap each time: seconds where many networks are made.
        free(graph.params());
        free(gradientView);
        free(updaterState);
        // What is in that memory.
        parameters = null;
        gradients = null;
        tables = List.of();
        tablesWithProducts = List.of();
    }

    private static void free(@Nullable INDArray array) {
        if (array != null && !array.wasClosed() && array.closeable()) {
            array.close();
        }
    }
}
