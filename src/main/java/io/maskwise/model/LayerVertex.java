package io.maskwise.model;

import io.maskwise.sequence.Mask;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
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
    private final INDArray flat;
    private final transient Map<String, INDArray> parameters;
    private transient Map<String, INDArray> gradients = Map.of();
    private transient INDArray @Nullable [] masks;
    private transient @Nullable LayerPass pass;

    /** Where a vertex stands in its graph. */
    record Place(String name, int index) {}

    LayerVertex(MaskwiseVertex configuration, ComputationGraph graph, Place place, INDArray flat, DataType type) {
        super(graph, place.name(), place.index(), null, null, type);
        this.configuration = configuration;
        this.flat = flat;
        this.parameters = table(flat);
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
            long seed = configuration.seed() * 1_000_003L + (getVertexName() + "/" + parameter.name()).hashCode();
            double[] values = parameter.initializer().values(parameter.rows(), parameter.columns(), new Random(seed));
            Optional.ofNullable(parameters.get(parameter.name()))
                    .orElseThrow()
                    .assign(Tensors.array(Tensor.of(values, shape(parameter)), dataType));
        }
    }

    private static int[] shape(Parameter parameter) {
        return parameter.shape().stream().mapToInt(Integer::intValue).toArray();
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

    /** Where the parameters begin in the network's flat vector. */
    long offset() {
        return flat.offset();
    }

    Layer layer() {
        return configuration.layer();
    }

    @Override
    public INDArray doForward(boolean training, LayerWorkspaceMgr workspaces) {
        List<Activation> activations = IntStream.range(0, inputs.length)
                .mapToObj(i -> new Activation(Tensors.tensor(inputs[i]), mask(i)))
                .toList();
        LayerPass forward = layer().forward(activations, parameterTensors());
        pass = forward;
        return workspaces.dup(
                ArrayType.ACTIVATIONS, Tensors.array(forward.output().values(), dataType));
    }

    private Optional<Mask> mask(int input) {
        INDArray[] present = masks;
        if (present == null || present[input] == null) {
            return Optional.empty();
        }
        double[][] rows = present[input].castTo(DataType.DOUBLE).toDoubleMatrix();
        boolean[][] real = Arrays.stream(rows)
                .map(row -> {
                    boolean[] steps = new boolean[row.length];
                    for (int i = 0; i < row.length; i++) {
                        steps[i] = row[i] != 0;
                    }
                    return steps;
                })
                .toArray(boolean[][]::new);
        return Optional.of(Mask.of(real));
    }

    @Override
    public Pair<Gradient, INDArray[]> doBackward(boolean truncated, LayerWorkspaceMgr workspaces) {
        LayerPass forward = Objects.requireNonNull(pass, "Cannot go backward before forward");
        Map<String, Tensor> computed = new LinkedHashMap<>();
        parameters().forEach(parameter -> computed.put(parameter.name(), Tensor.zeros(shape(parameter))));
        List<Tensor> downstream = forward.backward(Tensors.tensor(epsilon), computed);
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

    @Override
    public Pair<@Nullable INDArray, MaskState> feedForwardMaskArrays(
            INDArray @Nullable [] arrays, MaskState state, int batch) {
        masks = arrays;
        boolean ends = layer().maskFlow() == MaskFlow.ENDS;
        return new Pair<>(ends || arrays == null ? null : arrays[0], state);
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
    public INDArray params() {
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
