package io.maskwise.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Writes a model as a graph of values, as Keras' functional API does.
 *
 * <pre>{@code
 * FunctionalModel model = new FunctionalModel();
 * Value source = model.input(ModelInput.maskedTokens("source"));
 * Value embedded = model.apply(new Embedding(8000, 64), source);
 * Value encoded = model.apply(Lstm.of(64, RecurrentOutput.LAST), embedded);
 * ModelSpec spec = model.spec(model.apply("logits", new Dense(6), encoded));
 * }</pre>
 */
public final class FunctionalModel {
    private final List<ModelInput> inputs = new ArrayList<>();
    private final List<LayerNode> nodes = new ArrayList<>();
    private final LayerNames names = new LayerNames();

    /**
     * A value in the graph: an input, or the first output of a layer.
     *
     * @param name the name of the input or layer
     */
    public record Value(String name) {
        /** Another output of the same layer: 1 is the second. */
        public Value output(int index) {
            return index == 0 ? this : new Value(LayerNode.nodeOf(name) + ":" + index);
        }
    }

    /** Adds an input. */
    public Value input(ModelInput input) {
        inputs.add(input);
        return new Value(input.name());
    }

    /** Adds a layer, named after its type, that reads these values. */
    public Value apply(Layer layer, Value... read) {
        return apply(names.of(layer), layer, read);
    }

    /** Adds a layer that reads these values. */
    public Value apply(String name, Layer layer, Value... read) {
        names.take(name);
        nodes.add(
                new LayerNode(name, layer, Arrays.stream(read).map(Value::name).toList()));
        return new Value(name);
    }

    /**
     * The model's description, with these outputs.
     *
     * @throws IllegalArgumentException if the layers do not fit together, or a mask would be lost
     */
    public ModelSpec spec(Value... outputs) {
        return new ModelSpec(
                inputs, nodes, Arrays.stream(outputs).map(Value::name).toList());
    }
}
