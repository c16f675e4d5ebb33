package io.maskwise.model;

import java.util.List;
import java.util.Map;

/**
 * The mean of each row's real steps; Keras' {@code GlobalAveragePooling1D}.
 *
 * <p>Input {@code [batch, time, features]}, output {@code [batch, features]}, without a mask. A row without a real step
 * gives zeros, where Keras gives NaN. Without a mask every step is real.
 *
 * @param keepDims whether the output keeps a time axis, {@code [batch, 1, features]}
 */
public record GlobalAveragePooling1D(@Default("false") boolean keepDims) implements Layer {
    /** Without a time axis. */
    public GlobalAveragePooling1D() {
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
        Tensor values = Pooling.output(input, keepDims);
        int features = values.features();
        double[] means = values.values();
        for (int row = 0; row < values.dimension(0); row++) {
            int[] real = Steps.real(input, row);
            for (int step : real) {
                int start = (row * input.values().dimension(1) + step) * features;
                FloatValues.addTo(input.values(), start, means, row * features, features);
            }
            for (int feature = 0; feature < features && real.length > 0; feature++) {
                values.values()[row * features + feature] /= real.length;
            }
        }
        return new Pass(input, Activation.unmasked(values));
    }

    private record Pass(Activation input, Activation output) implements LayerPass {
        @Override
        public List<Tensor> backward(Tensor upstream, Map<String, Tensor> gradients) {
            Tensor gradient = Tensor.zeros(input.values().shape());
            int features = gradient.features();
            for (int row = 0; row < gradient.dimension(0); row++) {
                int[] real = Steps.real(input, row);
                for (int step : real) {
                    int start = (row * gradient.dimension(1) + step) * features;
                    for (int feature = 0; feature < features; feature++) {
                        gradient.values()[start + feature] = upstream.values()[row * features + feature] / real.length;
                    }
                }
            }
            return List.of(gradient);
        }
    }
}
