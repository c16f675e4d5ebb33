package io.maskwise.model;

import java.util.Map;

/**
 * The affine map of {@link Dense} on vectors side by side, in single precision; that layer is the plain twin.
 *
 * <p>The sums of gradients over batches stay in double.
 */
final class FloatDense {
    private final double[] kernel;
    private final double[] bias;
    private final int features;
    private final int units;
    private final FloatDenseScratch scratch;

    /**
     * @param parameters its kernel, a matrix row by row whatever its axes are called, and its bias if it has one
     * @param features of a vector that comes in
     */
    FloatDense(Map<String, Tensor> parameters, int features) {
        this.kernel = Parameters.of(parameters, Dense.KERNEL).values();
        Tensor constants = parameters.get(Dense.BIAS);
        this.bias = constants == null ? new double[0] : constants.values();
        this.features = features;
        this.units = kernel.length / features;
        this.scratch = FloatDenseScratch.ofThread();
    }

    /** Maps {@code [count, features]} to {@code [count, units]}, for which there must be room. */
    void forward(FloatMatrix input, FloatMatrix output, int count) {
        if (bias.length > 0) {
            output.fillRows(bias, count);
        }
        output.product(0, bias.length > 0 ? 1 : 0, input, 0, scratch.put(kernel), count, units, features);
    }

    /** Adds to the gradients of the parameters, given the derivative by what came out. */
    void collect(FloatMatrix input, FloatMatrix upstream, int count, Map<String, Tensor> gradients) {
        FloatMatrix product = scratch.product(kernel.length);
        product.productOfTransposed(input, upstream, features, units, count);
        product.addTo(Parameters.of(gradients, Dense.KERNEL).values(), scratch.piece());
        if (bias.length > 0) {
            product.productOfTransposed(scratch.ones(count), upstream, 1, units, count);
            product.addTo(Parameters.of(gradients, Dense.BIAS).values(), scratch.piece());
        }
    }

    /** The derivative by what came in: {@code beta} times what is there, and what comes through this map. */
    void backward(FloatMatrix upstream, float beta, FloatMatrix gradient, int count) {
        gradient.productWithTransposed(beta, upstream, 0, scratch.put(kernel), count, features, units);
    }
}
