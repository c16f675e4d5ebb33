package io.maskwise.model;

import java.util.Map;
import java.util.Optional;

/**
 * The affine map of {@link Dense} on vectors side by side, in single precision; that layer is the plain twin.
 *
 * <p>Where the parameters and their gradients are in ND4J's memory, products read and write them there.
 */
final class FloatDense {
    private final Tensor kernel;
    private final Optional<Tensor> bias;
    private final int features;
    private final int units;
    private final FloatDenseScratch scratch = FloatDenseScratch.ofThread();

    /**
     * @param parameters its kernel, a matrix row by row whatever its axes are called, and its bias if it has one
     * @param features of a vector that comes in
     */
    FloatDense(Map<String, Tensor> parameters, int features) {
        this.kernel = Parameters.of(parameters, Dense.KERNEL);
        this.bias = Optional.ofNullable(parameters.get(Dense.BIAS));
        this.features = features;
        this.units = kernel.length() / features;
    }

    private FloatBlock kernel() {
        return FloatParameter.block(kernel, units, scratch.kernel());
    }

    /** Maps {@code [count, features]} to {@code [count, units]}, for which there must be room. */
    void forward(FloatMatrix input, FloatMatrix output, int count) {
        bias.ifPresent(constants -> output.fillRows(constants.values(), count));
        output.product(0, bias.isPresent() ? 1 : 0, input, 0, kernel(), count, units, features);
    }

    /** Adds to the gradients of the parameters, given the derivative by what came out. */
    void collect(FloatMatrix input, FloatMatrix upstream, int count, Map<String, Tensor> gradients) {
        FloatMatrix room = scratch.product();
        Tensor ofKernel = Parameters.of(gradients, Dense.KERNEL);
        FloatGradient.add(ofKernel, input, upstream, features, units, count, room);
        if (bias.isPresent()) {
            Tensor ofBias = Parameters.of(gradients, Dense.BIAS);
            FloatGradient.add(ofBias, scratch.ones(count), upstream, 1, units, count, room);
        }
    }

    /** The derivative by what came in: {@code beta} times what is there, and what comes through this map. */
    void backward(FloatMatrix upstream, float beta, FloatMatrix gradient, int count) {
        gradient.productWithTransposed(beta, upstream, 0, kernel(), count, features, units);
    }
}
