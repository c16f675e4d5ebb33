package io.maskwise.model;

import io.maskwise.sequence.Seeds;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * In training, sets a random share of the numbers to zero and enlarges the others; Keras' {@code Dropout} (Srivastava et
 * al. 2014).
 *
 * <p>Input {@code [batch, time, …]} or {@code [batch, features]}, output of the same shape. The mask passes through.
 * Which numbers are dropped depends on the call's seed, the row, how many real steps precede the step in its row, and
 * the place in the step: not on padding.
 *
 * @param rate the share that is dropped, from 0 (none) to below 1; the others are divided by {@code 1 - rate}
 */
public record Dropout(double rate) implements Layer {
    private static final Layer IDENTITY = new ActivationLayer(ActivationFunction.LINEAR);

    public Dropout {
        if (!(rate >= 0 && rate < 1)) {
            throw new IllegalArgumentException("Invalid rate of Dropout: " + rate + " (must be >= 0 and < 1)");
        }
    }

    @Override
    public MaskFlow maskFlow() {
        return MaskFlow.PASSES;
    }

    @Override
    public Shape outputShape(List<Shape> inputs) {
        return Inputs.numbers(this, inputs);
    }

    @Override
    public LayerPass forward(List<Activation> inputs, Map<String, Tensor> parameters, Call call) {
        if (!call.training()) {
            return IDENTITY.forward(inputs, parameters, call);
        }
        Activation input = Inputs.one(this, inputs);
        boolean[] kept = kept(input, call.seed());
        double factor = 1 / (1 - rate);
        Tensor values = scaled(input.values(), kept, factor);
        return new Pass(new Activation(values, input.mask()), kept, factor);
    }

    /** Which numbers go on; none at masked steps. */
    private boolean[] kept(Activation input, long seed) {
        Tensor values = input.values();
        boolean[] kept = new boolean[values.values().length];
        boolean steps = values.rank() > 2 || input.mask().isPresent();
        int time = steps ? values.dimension(1) : 1;
        int width = kept.length == 0 ? 0 : kept.length / (values.dimension(0) * time);
        for (int row = 0; row < values.dimension(0); row++) {
            int[] real = steps ? Steps.real(input, row) : new int[1];
            for (int i = 0; i < real.length; i++) {
                SplittableRandom random = new SplittableRandom(Seeds.derive(seed, row, i));
                int start = (row * time + real[i]) * width;
                for (int place = start; place < start + width; place++) {
                    kept[place] = random.nextDouble() >= rate;
                }
            }
        }
        return kept;
    }

    private static Tensor scaled(Tensor tensor, boolean[] kept, double factor) {
        Tensor scaled = Tensor.zeros(tensor.shape());
        for (int i = 0; i < kept.length; i++) {
            if (kept[i]) {
                scaled.values()[i] = tensor.values()[i] * factor;
            }
        }
        return scaled;
    }

    private record Pass(
            Activation output,
            @SuppressWarnings("ArrayRecordComponent") boolean[] kept, // made, used once and forgotten
            double factor)
            implements LayerPass {
        @Override
        public List<Tensor> backward(Tensor upstream, Map<String, Tensor> gradients) {
            return List.of(scaled(upstream, kept, factor));
        }
    }
}
