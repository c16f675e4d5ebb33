package io.maskwise.model;

import java.util.ArrayList;
import java.util.List;

/**
 * Writes a model layer after layer, as Keras' {@code Sequential} does.
 *
 * <pre>{@code
 * ModelSpec tagger = SequentialModel.of(ModelInput.maskedTokens("tokens"))
 *         .add(new Embedding(8000, 100))
 *         .add(Bidirectional.of(Lstm.of(128, RecurrentOutput.SEQUENCE)))
 *         .add("logits", new Dense(17))
 *         .spec();
 * }</pre>
 */
public final class SequentialModel {
    private final ModelInput input;
    private final List<LayerNode> nodes = new ArrayList<>();
    private final LayerNames names = new LayerNames();

    private SequentialModel(ModelInput input) {
        this.input = input;
    }

    /** A model with one input and no layer yet. */
    public static SequentialModel of(ModelInput input) {
        return new SequentialModel(input);
    }

    /** Adds a layer, named after its type. */
    public SequentialModel add(Layer layer) {
        return add(names.of(layer), layer);
    }

    /** Adds a layer that reads the one before it. */
    public SequentialModel add(String name, Layer layer) {
        names.take(name);
        String previous =
                nodes.isEmpty() ? input.name() : nodes.get(nodes.size() - 1).name();
        nodes.add(new LayerNode(name, layer, List.of(previous)));
        return this;
    }

    /**
     * The model's description.
     *
     * @throws IllegalArgumentException if the layers do not fit together, or a mask would be lost
     */
    public ModelSpec spec() {
        if (nodes.isEmpty()) {
            throw new IllegalArgumentException("Invalid model: it has no layer");
        }
        return new ModelSpec(
                List.of(input), nodes, List.of(nodes.get(nodes.size() - 1).name()));
    }
}
