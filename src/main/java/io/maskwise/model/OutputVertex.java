package io.maskwise.model;

import java.util.Objects;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.MaskState;
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

/** Hands on one of the later outputs of the layer before it, and the gradient back to it. */
final class OutputVertex extends BaseGraphVertex {
    private static final long serialVersionUID = 1L;

    private final int output;

    OutputVertex(ComputationGraph graph, String name, int position, int output, DataType type) {
        super(graph, name, position, null, null, type);
        this.output = output;
    }

    private LayerVertex source() {
        int before = Objects.requireNonNull(inputVertices)[0].getVertexIndex();
        return (LayerVertex) graph.getVertices()[before];
    }

    Activation activation() {
        return source().outputs().get(output);
    }

    @Override
    public INDArray doForward(boolean training, LayerWorkspaceMgr workspaces) {
        return workspaces.dup(ArrayType.ACTIVATIONS, Tensors.array(activation().values(), dataType));
    }

    /** The layer's own gradient comes from its first output; this one's is handed to it beside. */
    @Override
    public Pair<Gradient, INDArray[]> doBackward(boolean truncated, LayerWorkspaceMgr workspaces) {
        source().receive(output, Tensors.tensor(epsilon));
        Tensor none = Tensor.zeros(source().outputs().get(0).values().shape());
        INDArray epsilons = workspaces.dup(ArrayType.ACTIVATION_GRAD, Tensors.array(none, dataType));
        return new Pair<>(new DefaultGradient(), new INDArray[] {epsilons});
    }

    @Override
    public Pair<@Nullable INDArray, MaskState> feedForwardMaskArrays(
            INDArray @Nullable [] arrays, MaskState state, int batch) {
        return new Pair<>(null, state);
    }

    @Override
    public void setBackpropGradientsViewArray(@Nullable INDArray view) {}

    @Override
    public boolean hasLayer() {
        return false;
    }

    @Override
    public @Nullable Layer getLayer() {
        return null;
    }

    @Override
    public String toString() {
        return "OutputVertex[" + getVertexName() + "]";
    }
}
