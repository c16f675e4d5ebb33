package io.maskwise.model;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.api.MaskState;
import org.deeplearning4j.nn.api.TrainingConfig;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.graph.vertex.BaseGraphVertex;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.jspecify.annotations.Nullable;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** A layer at work in a DL4J graph: it holds the views of its parameters, and can be run by DL4J's own engine. */
final class LayerVertex extends BaseGraphVertex {
    private static final long serialVersionUID = 1L;

    private final MaskwiseVertex configuration;
    private final @Nullable INDArray flat;
    private final transient Map<String, INDArray> parameters;
    private transient Map<String, INDArray> gradients = Map.of();
    private transient INDArray @Nullable [] masks;
    private transient @Nullable LayerPass pass;
    private transient List<Activation> outputs = List.of();
    private final transient Map<Integer, Tensor> upstream = new LinkedHashMap<>();

    /** Where a vertex stands in its graph. */
    record Place(String name, int index) {}

    /** @param flat the parameters' values; absent where there are none */
    LayerVertex(
            MaskwiseVertex configuration, ComputationGraph graph, Place place, @Nullable INDArray flat, DataType type) {
        super(graph, place.name(), place.index(), null, null, type);
        this.configuration = configuration;
        this.flat = flat;
        this.parameters = flat == null ? Map.of() : table(flat);
    }

    private Map<String, INDArray> table(INDArray vector) {
        Map<String, INDArray> table = new LinkedHashMap<>();
        INDArray row = vector.reshape(vector.length());
        long start = 0;
        for (Parameter parameter : configuration.parameters()) {
            long[] shape =
                    parameter.shape().stream().mapToLong(Integer::longValue).toArray();
            INDArray part = row.get(NDArrayIndex.interval(start, start + parameter.length()));
            table.put(parameter.name(), part.reshape('c', shape));
            start += parameter.length();
        }
        return table;
    }

    /** Sets every parameter to its first values; each depends on the seed and on its own names only. */
    void initialize() {
        for (Parameter parameter : configuration.parameters()) {
            Tensor values = parameter.initial(configuration.seed(), getVertexName());
            Optional.ofNullable(parameters.get(parameter.name())).orElseThrow().assign(Tensors.array(values, dataType));
        }
    }

    /** The parameters' values now, as copies. */
    Map<String, Tensor> parameterTensors() {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        parameters.forEach((name, array) -> tensors.put(name, Tensors.tensor(array)));
        return tensors;
    }

    List<Parameter> parameters() {
        return configuration.parameters();
    }

    /** Where the parameters begin in the network's flat vector; 0 where there are none. */
    long offset() {
        return flat == null ? 0 : flat.offset();
    }

    MaskwiseVertex configuration() {
        return configuration;
    }

    Layer layer() {
        return configuration.layer();
    }

    @Override
    public INDArray doForward(boolean training, LayerWorkspaceMgr workspaces) {
        List<Activation> activations =
                IntStream.range(0, inputs.length).mapToObj(this::input).toList();
        Call call = training ? Call.training(configuration.seed()) : Call.inference();
        LayerPass forward = layer().forward(activations, parameterTensors(), call.of(getVertexName()));
        pass = forward;
        outputs = forward.outputs();
        upstream.clear();
        return workspaces.dup(
                ArrayType.ACTIVATIONS, Tensors.array(forward.output().values(), dataType));
    }

    /** Masks come from the layer before, not from DL4J, which computes them before there are values to make them of. */
    private Activation input(int index) {
        int before = Objects.requireNonNull(inputVertices)[index].getVertexIndex();
        var vertex = graph.getVertices()[before];
        if (vertex instanceof LayerVertex layer) {
            return layer.outputs().get(0);
        }
        return vertex instanceof OutputVertex output ? output.activation() : networkInput(index);
    }

    private Activation networkInput(int index) {
        INDArray @Nullable [] given = masks;
        return new Activation(
                Tensors.tensor(inputs[index]), given == null ? Optional.empty() : Tensors.mask(given[index]));
    }

    /** What the last forward pass gave; kept when DL4J clears the vertex before the next one has run. */
    List<Activation> outputs() {
        return outputs;
    }

    /** Takes the gradient of one output; DL4J gives that of the first itself. */
    void receive(int output, Tensor gradient) {
        upstream.put(output, gradient);
    }

    @Override
    public Pair<Gradient, INDArray[]> doBackward(boolean truncated, LayerWorkspaceMgr workspaces) {
        Map<String, Tensor> computed = new LinkedHashMap<>();
        parameters().forEach(parameter -> computed.put(parameter.name(), Tensor.zeros(parameter.axes())));
        receive(0, Tensors.tensor(epsilon));
        LayerPass forward = Objects.requireNonNull(pass, "Cannot go backward before forward");
        List<Tensor> arrived = IntStream.range(0, outputs.size())
                .mapToObj(i -> Optional.ofNullable(upstream.get(i))
                        .orElseGet(() -> Tensor.zeros(outputs.get(i).values().shape())))
                .toList();
        List<Tensor> downstream = forward.backward(arrived, computed);
        Gradient result = new DefaultGradient();
        computed.forEach((name, tensor) -> {
            INDArray view = Optional.ofNullable(gradients.get(name)).orElseThrow();
            result.gradientForVariable().put(name, view.assign(Tensors.array(tensor, dataType)));
        });
        INDArray[] epsilons = new INDArray[inputs.length];
        for (int i = 0; i < downstream.size(); i++) {
            epsilons[i] = workspaces.dup(ArrayType.ACTIVATION_GRAD, Tensors.array(downstream.get(i), dataType));
        }
        return new Pair<>(result, epsilons);
    }

    /** DL4J's masks serve at the network's inputs, and for its own output layers; ours take masks from each other. */
    @Override
    public Pair<@Nullable INDArray, MaskState> feedForwardMaskArrays(
            INDArray @Nullable [] arrays, MaskState state, int batch) {
        masks = arrays;
        if (arrays == null
                || !layer().outputsMasked(configuration.maskedInputs()).get(0)) {
            return new Pair<>(null, state);
        }
        return new Pair<>(arrays[0], state);
    }

    @Override
    public void setBackpropGradientsViewArray(@Nullable INDArray view) {
        gradients = view == null ? Map.of() : table(view);
    }

    @Override
    public boolean hasLayer() {
        return false;
    }

    @Override
    public org.deeplearning4j.nn.api.@Nullable Layer getLayer() {
        return null;
    }

    @Override
    public TrainingConfig getConfig() {
        return configuration;
    }

    @Override
    public @Nullable INDArray params() {
        return flat;
    }

    @Override
    public Map<String, INDArray> paramTable(boolean backpropOnly) {
        return parameters;
    }

    /** The loss was divided by the labels that count already. */
    @Override
    public boolean updaterDivideByMinibatch(String parameter) {
        return false;
    }

    @Override
    public void clear() {
        super.clear();
        pass = null;
    }

    @Override
    public String toString() {
        return "LayerVertex[" + getVertexName() + ", " + layer() + "]";
    }
}
