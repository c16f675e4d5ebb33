package io.maskwise.model;

import java.io.Serializable;
import java.util.List;
import java.util.stream.Stream;

/**
 * The description of a network: inputs, layers in an order in which each reads only earlier ones, outputs.
 *
 * <p>It is checked when it is made: shapes fit, no layer loses a mask, none that needs one goes without. What
 * {@link SequenceNetwork} trains reads token ids with their mask from {@value #INPUT}, and its one output is logits of
 * classes; a network that writes target sequences also reads, from {@value #TARGETS}, the target's ids so far with a
 * mask of their own. {@link SequentialModel} and {@link FunctionalModel} write specs as Keras does.
 *
 * @param inputs what the network is fed
 * @param nodes its layers
 * @param outputs the names of what it gives back
 */
public record ModelSpec(List<ModelInput> inputs, List<LayerNode> nodes, List<String> outputs) implements Serializable {
    /** The name of the input that holds a sequence's token ids. */
    public static final String INPUT = "tokens";

    /** The name of the input that holds a target's ids, each a step later than the label that it is. */
    public static final String TARGETS = "targets";

    /**
     * @throws IllegalArgumentException if a node reads what does not come before it, shapes do not fit, or a mask would
     *     be lost
     */
    public ModelSpec {
        inputs = List.copyOf(inputs);
        nodes = List.copyOf(nodes);
        outputs = List.copyOf(outputs);
        SpecFlow.of(inputs, nodes).checkOutputs(outputs, nodes);
    }

    /**
     * A network from token ids with their mask, and from a target's where a layer reads {@value #TARGETS}, to the output
     * of its last layer.
     */
    public ModelSpec(List<LayerNode> nodes) {
        this(inputsOf(nodes), nodes, List.of(lastOf(nodes)));
    }

    private static List<ModelInput> inputsOf(List<LayerNode> nodes) {
        Stream<String> targets =
                nodes.stream().anyMatch(node -> node.inputs().contains(TARGETS)) ? Stream.of(TARGETS) : Stream.of();
        return Stream.concat(Stream.of(INPUT), targets)
                .map(ModelInput::maskedTokens)
                .toList();
    }

    private static String lastOf(List<LayerNode> nodes) {
        if (nodes.isEmpty()) {
            throw new IllegalArgumentException("Invalid model: it has no layer");
        }
        return nodes.get(nodes.size() - 1).name();
    }

    /**
     * The network that {@link ModelOptions} describe, for a dataset's sizes.
     *
     * @throws IllegalArgumentException if its output has fewer features than there are classes
     */
    public static ModelSpec of(ModelOptions options, int vocabularySize, int classes) {
        if (options.layers().isEmpty() && options.task() == ModelTask.SEQ2SEQ) {
            return Seq2Seq.spec(options, vocabularySize, classes);
        }
        if (options.layers().isEmpty()) {
            return recurrent(options, vocabularySize, classes);
        }
        DatasetSizes sizes = new DatasetSizes(vocabularySize, classes);
        ModelSpec spec = new ModelSpec(new LayerReader(sizes).nodes(options.layers()));
        if (spec.classes() < classes) {
            throw new IllegalArgumentException("Invalid model: its output has " + spec.classes()
                    + " features (must be >= " + classes + ", the number of labels; write units = labels)");
        }
        return spec;
    }

    private static ModelSpec recurrent(ModelOptions options, int vocabularySize, int classes) {
        RecurrentOutput output = options.task() == ModelTask.TAGGING ? RecurrentOutput.SEQUENCE : RecurrentOutput.LAST;
        Lstm lstm = Lstm.of(options.rnn().units(), output);
        Layer recurrent = switch (options.rnn().direction()) {
            case FORWARD -> lstm;
            case BIDIRECTIONAL -> Bidirectional.of(lstm);
        };
        return new ModelSpec(List.of(
                new LayerNode("embedding", new Embedding(vocabularySize, options.embedding()), List.of(INPUT)),
                new LayerNode("rnn", recurrent, List.of("embedding")),
                new LayerNode("logits", new Dense(classes), List.of("rnn"))));
    }

    /** Whether the network reads what was written of a target before each step. */
    boolean readsTargets() {
        return inputs.stream().anyMatch(input -> input.name().equals(TARGETS));
    }

    /**
     * What the network predicts: a target sequence where it reads one, else a label for each token where its output has
     * time steps.
     */
    public ModelTask task() {
        if (readsTargets()) {
            return ModelTask.SEQ2SEQ;
        }
        return shape(output()).isSequence() ? ModelTask.TAGGING : ModelTask.CLASSIFICATION;
    }

    /**
     * The name of the network's one output.
     *
     * @throws IllegalStateException if it has several
     */
    public String output() {
        if (outputs.size() != 1) {
            throw new IllegalStateException("Cannot name the output of a model: it has " + outputs);
        }
        return outputs.get(0);
    }

    /** The number of classes. */
    public int classes() {
        return shape(output()).features();
    }

    /** The shape of an input, or of a node's output, by its name. */
    public Shape shape(String name) {
        return SpecFlow.of(inputs, nodes).of(name).shape();
    }

    /** Whether an input, or a node's output, has a mask, by its name. */
    public boolean isMasked(String name) {
        return SpecFlow.of(inputs, nodes).of(name).masked();
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
}
