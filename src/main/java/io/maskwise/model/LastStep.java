package io.maskwise.model;

import java.util.List;
import java.util.Map;

/**
 * The last real step of each row.
 *
 * <p>Input {@code [batch, time, features]}, output {@code [batch, features]}, without a mask. A row without a real step
 * gives zeros. Without a mask it is the last step.
 */
public record LastStep() implements Layer {
    @Override
    public MaskFlow maskFlow() {
        return MaskFlow.ENDS;
    }

    @Override
    public Shape outputShape(List<Shape> inputs) {
        return Shape.vector(Inputs.sequence(this, inputs).features());
    }

    @Override
    public LayerPass forward(List<Activation> inputs, Map<String, Tensor> parameters, Call call) {
        Activation input = Inputs.sequenceValues(this, inputs);
        int features = input.values().features();
        Tensor output = Tensor.zeros(input.values().dimension(0), features);
        int[] places = Pooling.nowhere(output);
        for (int row = 0; row < output.dimension(0); row++) {
            int[] real = Steps.real(input, row);
            if (real.length > 0) {
                int start = (row * input.values().dimension(1) + real[real.length - 1]) * features;
                for (int feature = 0; feature < features; feature++) {
                    places[row * features + feature] = start + feature;
                }
            }
        }
        return Pooling.picked(input, output, places);
    }
}
