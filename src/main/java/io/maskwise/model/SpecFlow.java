package io.maskwise.model;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What flows through a network before any values do: the shape of each output, and whether it has a mask. */
final class SpecFlow {
    private final Map<String, Edge> edges = new LinkedHashMap<>();

    /** What one input, or one output of a layer, is. */
    record Edge(Shape shape, boolean masked) {}

    private SpecFlow() {}

    /** @throws IllegalArgumentException if nodes do not fit together, or a mask would be lost */
    static SpecFlow of(List<ModelInput> inputs, List<LayerNode> nodes) {
        SpecFlow flow = new SpecFlow();
        for (ModelInput input : inputs) {
            flow.put(input.name(), new Edge(input.shape(), input.masked()));
        }
        nodes.forEach(flow::add);
        inputs.forEach(input -> checkRead(input, nodes));
        return flow;
    }

    private static void checkRead(ModelInput input, List<LayerNode> nodes) {
        if (nodes.stream().noneMatch(node -> node.inputs().contains(input.name()))) {
            throw new IllegalArgumentException("Invalid model: no layer reads input " + input.name());
        }
    }

    private void put(String name, Edge edge) {
        if (edges.put(name, edge) != null) {
            throw new IllegalArgumentException("Invalid model: two layers or inputs are named " + name);
        }
    }

    private void add(LayerNode node) {
        List<Edge> read = node.inputs().stream().map(name -> known(name, node)).toList();
        List<Boolean> masked = read.stream().map(Edge::masked).toList();
        checkMasks(node, masked);
        List<Shape> shapes = outputShapes(node, read.stream().map(Edge::shape).toList());
        List<Boolean> maskedOutputs = node.layer().outputsMasked(masked);
        if (maskedOutputs.size() != shapes.size()) {
            throw new IllegalArgumentException("Invalid model: layer " + node.name() + " ("
                    + node.layer().getClass().getSimpleName() + ") says the shapes of " + shapes.size()
                    + " outputs and the masks of " + maskedOutputs.size()
                    + " (outputShapes and outputsMasked must be of equal length)");
        }
        for (int i = 0; i < shapes.size(); i++) {
            put(node.output(i), new Edge(shapes.get(i), maskedOutputs.get(i)));
        }
    }

    private static List<Shape> outputShapes(LayerNode node, List<Shape> inputs) {
        try {
            return node.layer().outputShapes(inputs);
        } catch (IllegalArgumentException refused) {
            throw new IllegalArgumentException(refused.getMessage() + ", in layer " + node.name(), refused);
        }
    }

    private static void checkMasks(LayerNode node, List<Boolean> masked) {
        String type = node.layer().getClass().getSimpleName();
        if (node.layer().maskFlow() == MaskFlow.UNDECLARED && masked.contains(true)) {
            throw new IllegalArgumentException("Invalid model: layer " + node.name() + " (" + type + ") gets a mask and"
                    + " does not say what it does with it, so that the mask would be lost (override maskFlow():"
                    + " it MAKES, PASSES, CHANGES, USES or ENDS it)");
        }
        if (node.layer().needsMask() && !masked.contains(true)) {
            throw new IllegalArgumentException("Invalid model: layer " + node.name() + " (" + type + ") needs a mask,"
                    + " and none reaches it from " + node.inputs()
                    + " (mask an input, or put Masking or an Embedding with maskZero before it)");
        }
    }

    private Edge known(String name, LayerNode reader) {
        Edge edge = edges.get(name);
        if (edge == null) {
            throw new IllegalArgumentException("Invalid model: layer " + reader.name() + " reads " + name
                    + " (must be one of " + edges.keySet() + ", which come before it)");
        }
        return edge;
    }

    /** @throws IllegalArgumentException if there is none of that name */
    Edge of(String name) {
        Edge edge = edges.get(name);
        if (edge == null) {
            throw new IllegalArgumentException("Unknown layer: " + name + " (must be one of " + edges.keySet() + ")");
        }
        return edge;
    }

    void checkOutputs(List<String> outputs, List<LayerNode> nodes) {
        if (outputs.isEmpty()) {
            throw new IllegalArgumentException("Invalid model: it has no output");
        }
        Set<String> read = Stream.concat(outputs.stream(), nodes.stream().flatMap(node -> node.inputs().stream()))
                .map(LayerNode::nodeOf)
                .collect(Collectors.toSet());
        nodes.stream().filter(node -> !read.contains(node.name())).findFirst().ifPresent(unread -> {
            throw new IllegalArgumentException("Invalid model: nothing reads layer " + unread.name()
                    + " (let a layer read it, make it an output, or remove it)");
        });
        for (String output : outputs) {
            if (of(output).shape().isTokens()) {
                throw new IllegalArgumentException(
                        "Invalid model: its output " + output + " is token ids (must be made of real numbers)");
            }
        }
    }
}
