package io.maskwise.model;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Holds a layer against what it says of itself: the inputs that it was built for, the shapes and masks of its outputs.
 *
 * <p>Kernels trust shapes, and some of them are native: a layer that says one width and gives another would have its
 * neighbour read, or write, beyond an array's end.
 *
 * @param layer the layer
 * @param inputs the shapes of the inputs that it was built for
 */
record LayerContract(Layer layer, List<Shape> inputs) {
    /** What a layer gives back is not what it says. */
    static final class Broken extends IllegalArgumentException {
        private static final long serialVersionUID = 1L;

        private Broken(String message) {
            super(message);
        }

        /** The same, with the layer's name in its network. */
        Broken in(String name) {
            return new Broken(getMessage() + ", in layer " + name);
        }
    }

    /**
     * One pass forward.
     *
     * @throws IllegalArgumentException if the inputs are not those that the layer was built for
     * @throws Broken if the outputs are not what the layer says
     */
    LayerPass forward(List<Activation> given, Map<String, Tensor> parameters, Call call) {
        checkInputs(given);
        LayerPass pass = layer.forward(given, parameters, call);
        checkOutputs(given, pass.outputs());
        return pass;
    }

    /** How many there are is the layer's to say: a state or a key may be left out. */
    private void checkInputs(List<Activation> given) {
        for (int i = 0; i < Math.min(given.size(), inputs.size()); i++) {
            if (!inputs.get(i).fits(given.get(i).values())) {
                throw Inputs.refused(
                        layer, Arrays.toString(given.get(i).values().shape()), inputs.get(i) + ", as it was built for");
            }
        }
    }

    private void checkOutputs(List<Activation> given, List<Activation> outputs) {
        List<Shape> shapes = layer.outputShapes(inputs);
        List<Boolean> masked = layer.outputsMasked(
                given.stream().map(input -> input.mask().isPresent()).toList());
        if (outputs.size() != shapes.size()) {
            throw broken(outputs.size() + " of them", "be " + shapes.size() + ", as its outputShapes say");
        }
        for (int i = 0; i < outputs.size(); i++) {
            Tensor values = outputs.get(i).values();
            boolean isMasked = outputs.get(i).mask().isPresent();
            if (!shapes.get(i).fits(values)
                    || values.dimension(0) != given.get(0).values().dimension(0)) {
                throw broken(Arrays.toString(values.shape()), "be " + shapes.get(i) + ", as its outputShape says");
            }
            if (isMasked != masked.get(i)) {
                throw broken(
                        isMasked ? "it has a mask" : "it has no mask",
                        (isMasked ? "have none" : "have one") + ", as its maskFlow or outputsMasked says");
            }
        }
    }

    private Broken broken(String found, String wanted) {
        return new Broken(
                "Invalid output of " + layer.getClass().getSimpleName() + ": " + found + " (must " + wanted + ")");
    }
}
