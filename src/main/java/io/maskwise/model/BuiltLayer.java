package io.maskwise.model;

import io.maskwise.sequence.Mask;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A layer with its parameters, to be called alone on arrays with a mask.
 *
 * <pre>{@code
 * BuiltLayer lstm = BuiltLayer.build(Lstm.of(4, RecurrentOutput.SEQUENCE), 1, Shape.sequence(3));
 * Activation output = lstm.call(Activation.masked(values, mask));
 * }</pre>
 */
public final class BuiltLayer {
    private final LayerContract contract;
    private final Map<String, Tensor> parameters;

    private BuiltLayer(LayerContract contract, Map<String, Tensor> parameters) {
        this.contract = contract;
        this.parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
    }

    /**
     * A layer with its first parameters.
     *
     * @param seed the seed of its first parameters
     * @param inputs the shapes of its inputs
     * @throws IllegalArgumentException if the layer does not take such inputs
     */
    public static BuiltLayer build(Layer layer, long seed, Shape... inputs) {
        List<Shape> shapes = List.of(inputs);
        layer.outputShapes(shapes);
        Map<String, Tensor> parameters = new LinkedHashMap<>();
        for (Parameter parameter : layer.parameters(shapes)) {
            parameters.put(parameter.name(), parameter.initial(seed, ""));
        }
        return new BuiltLayer(new LayerContract(layer, shapes), parameters);
    }

    /**
     * The layer with other parameters.
     *
     * @throws IllegalArgumentException if they differ in name or shape from its own
     */
    public BuiltLayer withParameters(Map<String, Tensor> replacement) {
        if (!replacement.keySet().equals(parameters.keySet())) {
            throw new IllegalArgumentException(
                    "Invalid parameters of " + layer().getClass().getSimpleName() + ": " + replacement.keySet()
                            + " (must be " + parameters.keySet() + ")");
        }
        Map<String, Tensor> ordered = new LinkedHashMap<>();
        parameters.forEach((name, tensor) -> {
            Tensor other = Parameters.of(replacement, name);
            if (!Arrays.equals(other.shape(), tensor.shape())) {
                throw new IllegalArgumentException(
                        "Invalid parameter " + name + ": " + other + " (must be " + tensor + ")");
            }
            ordered.put(name, other);
        });
        return new BuiltLayer(contract, ordered);
    }

    /** The layer. */
    public Layer layer() {
        return contract.layer();
    }

    /** Its parameters by name. */
    public Map<String, Tensor> parameters() {
        return parameters;
    }

    /** Its output, of its first where it has several, in inference mode. */
    public Activation call(Activation... inputs) {
        return forward(Call.inference(), inputs).output();
    }

    /**
     * One pass forward, which can be gone back.
     *
     * @throws IllegalArgumentException if the layer needs a mask and gets none, would lose one, was built for other
     *     shapes, refuses the values, or gives back what it does not say
     */
    public LayerPass forward(Call call, Activation... inputs) {
        boolean masked = Arrays.stream(inputs).anyMatch(input -> input.mask().isPresent());
        Layer layer = layer();
        String type = layer.getClass().getSimpleName();
        if (layer.needsMask() && !masked) {
            throw new IllegalArgumentException("Cannot call " + type + ": it needs a mask, and no input has one");
        }
        if (layer.maskFlow() == MaskFlow.UNDECLARED && masked) {
            throw new IllegalArgumentException("Cannot call " + type
                    + " with a mask: it does not say what it does with one (override maskFlow())");
        }
        return contract.forward(List.of(inputs), parameters, call);
    }

    /** The mask of its output, without computing the output. */
    public Optional<Mask> computeMask(Activation... inputs) {
        return layer().computeMask(List.of(inputs));
    }
}
