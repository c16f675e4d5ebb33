package io.maskwise.model;

import java.util.List;
import java.util.Map;
import java.util.Optional;

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
        Tensor factors = factors(input, new DropoutFactors(rate, call));
        return new Pass(new Activation(product(input.values(), factors), input.mask()), factors);
    }

    /** What each number is multiplied with; zero at masked steps. */
    private static Tensor factors(Activation input, DropoutFactors dropout) {
        Tensor factors = Tensor.zeros(input.values().shape());
        boolean steps = factors.rank() > 2 || input.mask().isPresent();
        int batch = factors.dimension(0);
        int time = steps ? factors.dimension(1) : 1;
        for (int row = 0; row < batch; row++) {
            int[] real = steps ? Steps.real(input, row) : new int[1];
            for (int i = 0; i < real.length; i++) {
                int width = factors.values().length / (batch * time);
                int start = (row * time + real[i]) * width;
                Optional<double[]> drawn = dropout.draw(width, row, i);
                for (int place = 0; place < width; place++) {
                    factors.values()[start + place] = drawn.isPresent() ? drawn.get()[place] : 1;
                }
            }
        }
        return factors;
    }

    /** Zero times anything is zero here: a dropped number may be infinite. */
    private static Tensor product(Tensor tensor, Tensor factors) {
        Tensor product = Tensor.zeros(tensor.shape());
        for (int i = 0; i < product.values().length; i++) {
            if (factors.values()[i] != 0) {
                product.values()[i] = tensor.values()[i] * factors.values()[i];
            }
        }
        return product;
    }

    private record Pass(Activation output, Tensor factors) implements LayerPass {
        @Override
        public List<Tensor> backward(Tensor upstream, Map<String, Tensor> gradients) {
            return List.of(product(upstream, factors));
        }
    }
}
