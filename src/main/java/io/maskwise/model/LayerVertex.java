package io.maskwise.model;

import io.maskwise.sequence.Mask;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.api.Layer.TrainingMode;
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
import org.nd4j.linalg.factory.Nd4j;

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

    private Map<String, INDArray> table(@Nullable INDArray vector) {
        Map<String, INDArray> table = new LinkedHashMap<>();
        long start = 0;
        for (Parameter parameter : configuration.parameters()) {
            INDArray row = java.util.Objects.requireNonNull(vector).reshape(vector.length());
            INDArray part = row.get(org.nd4j.linalg.indexing.NDArrayIndex.interval(start, start + parameter.length()));
            long[] shape =
                    parameter.shape().stream().mapToLong(Integer::longValue).toArray();
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
            INDArray target = Parameters.of(parameters, parameter.name());
            target.assign(
                    Nd4j.createFromArray(values).reshape('c', target.shape()).castTo(target.dataType()));
        }
    }

    Layer layer() {
        return configuration.layer();
    }

    Map<String, INDArray> parameters() {
        return parameters;
    }

    Map<String, INDArray> gradients() {
        return gradients;
    }

    @Override
    public INDArray doForward(boolean training, LayerWorkspaceMgr workspaces) {
        List<Activation> activations = IntStream.range(0, inputs.length)
                .mapToObj(i -> new Activation(inputs[i], mask(i)))
                .toList();
        pass = layer().forward(activations, parameters);
        return workspaces.dup(ArrayType.ACTIVATIONS, pass.output().values());
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
        LayerPass forward = java.util.Objects.requireNonNull(pass, "Cannot go backward before forward");
        gradients.values().forEach(gradient -> gradient.assign(0));
        List<INDArray> downstream = forward.backward(epsilon, gradients);
        Gradient result = new DefaultGradient();
        gradients.forEach((name, gradient) -> result.gradientForVariable().put(name, gradient));
        INDArray[] epsilons = downstream.isEmpty()
                ? new INDArray[inputs.length]
                : downstream.stream()
                        .map(array -> workspaces.dup(ArrayType.ACTIVATION_GRAD, array))
                        .toArray(INDArray[]::new);
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
        return "LayerVertex[" + getVertexName() + ", " + layer() + ", " + TrainingMode.TRAIN + "]";
    }
}
