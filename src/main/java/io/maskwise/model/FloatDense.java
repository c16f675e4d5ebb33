package io.maskwise.model;

import java.util.Map;
import java.util.Optional;

/**
 * The affine map of {@link Dense} on vectors side by side, in single precision; that layer is the plain twin.
 *
 * <p>Where the parameters and their gradients are in ND4J's memory, products read and write them there. What comes out
 * may stand in several matrices, one after the other, each with the next columns of all.
 */
final class FloatDense {
    private final Tensor kernel;
    private final Optional<Tensor> bias;
    private final int features;
    private final int columns;
    /** The columns of one of the matrices that come out. */
    private final int units;

    /**
     * @param parameters its kernel, a matrix row by row whatever its axes are called, and its bias if it has one
     * @param features of a vector that comes in
     * @param matrices how many come out
     */
    FloatDense(Map<String, Tensor> parameters, int features, int matrices) {
        this.kernel = Parameters.of(parameters, Dense.KERNEL);
        this.bias = Optional.ofNullable(parameters.get(Dense.BIAS));
        this.features = features;
        this.columns = kernel.length() / features;
        this.units = columns / matrices;
    }

    /** A map that gives one matrix. */
    FloatDense(Map<String, Tensor> parameters, int features) {
        this(parameters, features, 1);
    }

    private FloatBlock kernel() {
        return FloatParameter.block(
                kernel, columns, FloatDenseScratch.ofThread().kernel());
    }

    /** Maps {@code [count, features]} to {@code [count, units]}, for which there must be room. */
    void forward(FloatMatrix input, FloatMatrix output, int count) {
        FloatBlock factor = kernel();
        for (int column = 0; column < columns; column += units) {
            int at = column * count;
            if (bias.isPresent()) {
                output.fillRows(at, bias.get().values(), column, units, count);
            }
            output.product(at, bias.isPresent() ? 1 : 0, input, 0, factor.from(column), count, units, features);
        }
    }

    /** Adds to the gradients of the parameters, given the derivative by what came out. */
    void collect(FloatMatrix input, FloatMatrix upstream, int count, Map<String, Tensor> gradients) {
        FloatDenseScratch scratch = FloatDenseScratch.ofThread();
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
        FloatBlock factor = kernel();
        for (int column = 0; column < columns; column += units) {
            gradient.productWithTransposed(
                    column == 0 ? beta : 1, upstream, column * count, factor.from(column), count, features, units);
        }
    }
}
