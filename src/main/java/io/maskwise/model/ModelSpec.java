package io.maskwise.model;

import java.io.Serializable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The description of a network: its layers in an order in which each reads only earlier ones.
 *
 * <p>The network's one input, {@value #INPUT}, is token ids with their mask. The last node's output is read as logits
 * of classes: at each step for {@link ModelTask#TAGGING}, once for {@link ModelTask#CLASSIFICATION}.
 *
 * @param nodes its layers
 */
public record ModelSpec(List<LayerNode> nodes) implements Serializable {
    /** The name of the network's input. */
    public static final String INPUT = "tokens";

    /** @throws IllegalArgumentException if a node reads what does not come before it, or the shapes do not fit */
    public ModelSpec {
        nodes = List.copyOf(nodes);
        if (nodes.isEmpty()) {
            throw new IllegalArgumentException("Invalid model: it has no layer");
        }
        if (Shape.tokens().equals(shapes(nodes).get(nodes.get(nodes.size() - 1).name()))) {
            throw new IllegalArgumentException("Invalid model: its output is token ids (must be logits)");
        }
    }

    /** What the network predicts: a label for each token where its output has time steps. */
    public ModelTask task() {
        return shape(output()).isSequence() ? ModelTask.TAGGING : ModelTask.CLASSIFICATION;
    }

    /** Embedding, recurrent layer, dense: what {@link ModelOptions} describe, for a dataset's sizes. */
    public static ModelSpec of(ModelOptions options, int vocabularySize, int classes) {
        RecurrentOutput output = options.task() == ModelTask.TAGGING ? RecurrentOutput.SEQUENCE : RecurrentOutput.LAST;
        Layer recurrent = switch (options.rnn().direction()) {
            case FORWARD -> Lstm.of(options.rnn().units(), output);
            case BIDIRECTIONAL -> new Bidirectional(options.rnn().units(), output);
        };
        return new ModelSpec(List.of(
                new LayerNode("embedding", new Embedding(vocabularySize, options.embedding()), List.of(INPUT)),
                new LayerNode("rnn", recurrent, List.of("embedding")),
                new LayerNode("logits", new Dense(classes), List.of("rnn"))));
    }

    /** The name of the node whose output is the network's. */
    public String output() {
        return nodes.get(nodes.size() - 1).name();
    }

    /** The number of classes. */
    public int classes() {
        return shape(output()).features();
    }

    /** The shape of a node's output, or of the network's input. */
    public Shape shape(String name) {
        Shape shape = shapes(nodes).get(name);
        if (shape == null) {
            throw new IllegalArgumentException("Unknown layer: " + name);
        }
        return shape;
    }

    /** The parameters of a node. */
    public List<Parameter> parameters(LayerNode node) {
        return node.layer().parameters(node.inputs().stream().map(this::shape).toList());
    }

    /** How many parameters the network has. */
    public int parameterCount() {
        return nodes.stream()
                .flatMap(node -> parameters(node).stream())
                .mapToInt(Parameter::length)
                .reduce(0, Math::addExact);
    }

    private static Map<String, Shape> shapes(List<LayerNode> nodes) {
        Map<String, Shape> shapes = new LinkedHashMap<>();
        shapes.put(INPUT, Shape.tokens());
        for (LayerNode node : nodes) {
            List<Shape> inputs = node.inputs().stream()
                    .map(name -> known(shapes, name, node))
                    .toList();
            Shape previous = shapes.put(node.name(), node.layer().outputShape(inputs));
            if (previous != null) {
                throw new IllegalArgumentException("Invalid model: two layers are named " + node.name());
            }
        }
        return shapes;
    }

    private static Shape known(Map<String, Shape> shapes, String name, LayerNode reader) {
        Shape shape = shapes.get(name);
        if (shape == null) {
            throw new IllegalArgumentException("Invalid model: layer " + reader.name() + " reads " + name
                    + " (must be one of " + shapes.keySet() + ", which come before it)");
        }
        return shape;
    }
}
