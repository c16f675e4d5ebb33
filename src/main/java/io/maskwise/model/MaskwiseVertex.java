package io.maskwise.model;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.api.TrainingConfig;
import org.deeplearning4j.nn.conf.GradientNormalization;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.memory.MemoryReport;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.regularization.Regularization;
import org.nd4j.shade.jackson.annotation.JsonCreator;
import org.nd4j.shade.jackson.annotation.JsonIgnore;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * Any Maskwise layer as a vertex of a DL4J {@link ComputationGraph}: description, initialisation and file format.
 *
 * <p>One vertex class serves all layers, so that a new layer needs no DL4J code.
 */
final class MaskwiseVertex extends GraphVertex implements TrainingConfig {
    private static final long serialVersionUID = 1L;

    private final String name;
    private final Layer layer;
    private final Place place;
    private final Rule rule;
    private final long seed;

    /** Where a layer stands in its spec, and what it reads. */
    record Place(int position, List<SpecFlow.Edge> inputs) implements java.io.Serializable {
        Place {
            inputs = List.copyOf(inputs);
        }
    }

    /** How the layer's parameters are updated. */
    record Rule(IUpdater updater, double weightDecay, ClippingOptions clipping) implements java.io.Serializable {}

    MaskwiseVertex(LayerNode node, Place place, Rule rule, long seed) {
        this.name = node.name();
        this.layer = node.layer();
        this.place = place;
        this.rule = rule;
        this.seed = seed;
    }

    @JsonCreator
    static MaskwiseVertex read(
            @JsonProperty("name") String name,
            @JsonProperty("layer") Map<String, Object> layer,
            @JsonProperty("position") int position,
            @JsonProperty("inputs") List<List<Integer>> inputs,
            @JsonProperty("masked") List<Boolean> masked,
            @JsonProperty("updater") IUpdater updater,
            @JsonProperty("weightDecay") double weightDecay,
            @JsonProperty("clipNorm") double clipNorm,
            @JsonProperty("globalClipNorm") double globalClipNorm,
            @JsonProperty("seed") long seed) {
        LayerNode node = new LayerNode(name, layer(name, layer), List.of("unknown"));
        List<SpecFlow.Edge> edges = IntStream.range(0, inputs.size())
                .mapToObj(i -> new SpecFlow.Edge(new Shape(inputs.get(i)), masked.get(i)))
                .toList();
        Rule rule = new Rule(updater, weightDecay, new ClippingOptions(clipNorm, globalClipNorm));
        return new MaskwiseVertex(node, new Place(position, edges), rule, seed);
    }

    private static Layer layer(String name, Map<String, Object> description) {
        try {
            return LayerCodec.layer(description);
        } catch (IllegalArgumentException refused) {
            throw new IllegalArgumentException("layer " + name + ": " + refused.getMessage(), refused);
        }
    }

    @JsonProperty("name")
    String name() {
        return name;
    }

    @JsonProperty("layer")
    Map<String, Object> layerDescription() {
        return LayerCodec.describe(layer);
    }

    @JsonProperty("position")
    int position() {
        return place.position();
    }

    @JsonProperty("inputs")
    List<List<Integer>> inputAxes() {
        return place.inputs().stream().map(edge -> edge.shape().axes()).toList();
    }

    @JsonProperty("masked")
    List<Boolean> maskedInputs() {
        return place.inputs().stream().map(SpecFlow.Edge::masked).toList();
    }

    @JsonProperty("updater")
    IUpdater updater() {
        return rule.updater();
    }

    @JsonProperty("weightDecay")
    double weightDecay() {
        return rule.weightDecay();
    }

    @JsonProperty("clipNorm")
    double clipNorm() {
        return rule.clipping().norm();
    }

    @JsonProperty("globalClipNorm")
    double globalClipNorm() {
        return rule.clipping().globalNorm();
    }

    @JsonIgnore
    ClippingOptions clipping() {
        return rule.clipping();
    }

    @JsonProperty("seed")
    long seed() {
        return seed;
    }

    @JsonIgnore
    Layer layer() {
        return layer;
    }

    @JsonIgnore
    SpecFlow.Edge input(int index) {
        return place.inputs().get(index);
    }

    List<Parameter> parameters() {
        return layer.parameters(
                place.inputs().stream().map(SpecFlow.Edge::shape).toList());
    }

    @Override
    public long numParams(boolean backprop) {
        return parameters().stream().mapToLong(Parameter::length).sum();
    }

    @Override
    public int minVertexInputs() {
        return place.inputs().size();
    }

    @Override
    public int maxVertexInputs() {
        return place.inputs().size();
    }

    @Override
    public org.deeplearning4j.nn.graph.vertex.GraphVertex instantiate(
            ComputationGraph graph,
            String vertexName,
            int index,
            @Nullable INDArray parameters,
            boolean initializeParameters,
            DataType type) {
        LayerVertex vertex = new LayerVertex(this, graph, new LayerVertex.Place(vertexName, index), parameters, type);
        if (initializeParameters) {
            vertex.initialize();
        }
        return vertex;
    }

    /** The graph is never asked to infer types: the spec did. */
    @Override
    @JsonIgnore
    public InputType getOutputType(int index, InputType... types) {
        throw new UnsupportedOperationException("Cannot infer the type of layer " + name + ": its spec did");
    }

    @Override
    @JsonIgnore
    public MemoryReport getMemoryReport(InputType... types) {
        throw new UnsupportedOperationException("Cannot estimate the memory of layer " + name);
    }

    @Override
    @JsonIgnore
    public String getLayerName() {
        return name;
    }

    @Override
    @JsonIgnore
    public List<Regularization> getRegularizationByParam(String parameter) {
        return List.of();
    }

    @Override
    @JsonIgnore
    public boolean isPretrainParam(String parameter) {
        return false;
    }

    @Override
    @JsonIgnore
    public IUpdater getUpdaterByParam(String parameter) {
        return rule.updater();
    }

    /** DL4J's own engine clips no gradient; {@link Dl4jNetwork} does. */
    @Override
    @JsonIgnore
    public GradientNormalization getGradientNormalization() {
        return GradientNormalization.None;
    }

    @Override
    @JsonIgnore
    public double getGradientNormalizationThreshold() {
        return 1;
    }

    /** The type is the network's, given at {@link #instantiate}. */
    @Override
    public void setDataType(DataType type) {}

    @Override
    public GraphVertex clone() {
        return this;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof MaskwiseVertex vertex
                && vertex.name.equals(name)
                && vertex.layer.equals(layer)
                && vertex.place.equals(place)
                && vertex.rule.equals(rule)
                && vertex.seed == seed;
    }

    @Override
    public int hashCode() {
        return 31 * name.hashCode() + layer.hashCode();
    }
}
