package io.maskwise.model;

import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.memory.MemoryReport;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.shade.jackson.annotation.JsonCreator;
import org.nd4j.shade.jackson.annotation.JsonIgnore;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/** One of the later outputs of a layer that has several, as a vertex of its own: DL4J's vertices have one output. */
final class OutputSelector extends GraphVertex {
    private static final long serialVersionUID = 1L;

    private final int index;

    @JsonCreator
    OutputSelector(@JsonProperty("index") int index) {
        this.index = index;
    }

    @JsonProperty("index")
    int index() {
        return index;
    }

    @Override
    public long numParams(boolean backprop) {
        return 0;
    }

    @Override
    public int minVertexInputs() {
        return 1;
    }

    @Override
    public int maxVertexInputs() {
        return 1;
    }

    @Override
    public org.deeplearning4j.nn.graph.vertex.GraphVertex instantiate(
            ComputationGraph graph,
            String vertexName,
            int position,
            INDArray parameters,
            boolean initializeParameters,
            DataType type) {
        return new OutputVertex(graph, vertexName, position, index, type);
    }

    @Override
    @JsonIgnore
    public InputType getOutputType(int position, InputType... types) {
        throw new UnsupportedOperationException("Cannot infer the type of output " + index + ": its spec did");
    }

    @Override
    @JsonIgnore
    public MemoryReport getMemoryReport(InputType... types) {
        throw new UnsupportedOperationException("Cannot estimate the memory of output " + index);
    }

    @Override
    public void setDataType(DataType type) {}

    @Override
    public GraphVertex clone() {
        return this;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof OutputSelector selector && selector.index == index;
    }

    @Override
    public int hashCode() {
        return index;
    }
}
