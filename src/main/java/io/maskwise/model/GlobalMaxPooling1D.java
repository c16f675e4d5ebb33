package io.maskwise.model;

import java.util.List;
import java.util.Map;

/**
 * The largest number of each feature over each row's real steps; Keras' {@code GlobalMaxPooling1D}, which forgets the
 * mask.
 *
 * <p>Input {@code [batch, time, features]}, output {@code [batch, features]}, without a mask. A row without a real step
 * gives zeros. Where several steps are largest, the gradient goes to the first.
 *
 * @param keepDims whether the output keeps a time axis, {@code [batch, 1, features]}
 */
public record GlobalMaxPooling1D(@Default("false") boolean keepDims) implements Layer {
    /** Without a time axis. */
    public GlobalMaxPooling1D() {
        this(false);
    }

    @Override
    public MaskFlow maskFlow() {
        return MaskFlow.ENDS;
    }

    @Override
    public Shape outputShape(List<Shape> inputs) {
        return Pooling.outputShape(this, inputs, keepDims);
    }

    @Override
    public LayerPass forward(List<Activation> inputs, Map<String, Tensor> parameters, Call call) {
        Activation input = Inputs.sequenceValues(this, inputs);
        Tensor output = Pooling.output(input, keepDims);
        int[] places = Pooling.nowhere(output);
        double[] values = input.values().values();
        int features = output.features();
        for (int step : Steps.real(input)) {
            int row = step / input.values().dimension(1);
            for (int feature = 0; feature < features; feature++) {
                int best = places[row * features + feature];
                int place = step * features + feature;
                // NaN at a real step is larger than all, so that it shows.
                if (Pooling.isNowhere(best) || Double.compare(values[place], values[best]) > 0) {
                    places[row * features + feature] = place;
                }
            }
        }
        return Pooling.picked(input, output, places);
    }
}
