package io.maskwise.model;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** What poolings over time share: their shapes, and the way back to the one number that an output was. */
final class Pooling {
    private static final int NOWHERE = -1;

    private Pooling() {}

    static Shape outputShape(Layer layer, List<Shape> inputs, boolean keepDims) {
        int features = Inputs.sequence(layer, inputs).features();
        return keepDims ? new Shape(List.of(1, features)) : Shape.vector(features);
    }

    /** Zeros in the output's shape. */
    static Tensor output(Activation input, boolean keepDims) {
        int batch = input.values().dimension(0);
        int features = input.values().features();
        return keepDims ? Tensor.zeros(batch, 1, features) : Tensor.zeros(batch, features);
    }

    /** Places in the input of which no output is made yet. */
    static int[] nowhere(Tensor output) {
        int[] places = new int[output.values().length];
        Arrays.fill(places, NOWHERE);
        return places;
    }

    static boolean isNowhere(int place) {
        return place == NOWHERE;
    }

    /** The outputs that stand at places of the input; zeros where they stand nowhere. */
    static LayerPass picked(Activation input, Tensor output, int[] places) {
        for (int i = 0; i < places.length; i++) {
            if (!isNowhere(places[i])) {
                output.values()[i] = input.values().values()[places[i]];
            }
        }
        return new Picked(input.values(), Activation.unmasked(output), places);
    }

    private record Picked(
            Tensor input,
            Activation output,
            @SuppressWarnings("ArrayRecordComponent") int[] places) // made, used once and forgotten
            implements LayerPass {
        @Override
        public List<Tensor> backward(Tensor upstream, Map<String, Tensor> gradients) {
            Tensor gradient = Tensor.zeros(input.shape());
            for (int i = 0; i < places.length; i++) {
                if (!isNowhere(places[i])) {
                    gradient.values()[places[i]] = upstream.values()[i];
                }
            }
            return List.of(gradient);
        }
    }
}
