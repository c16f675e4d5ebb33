package io.maskwise.model;

import java.util.List;

/**
 * The smallest of its inputs, number by number; Keras' {@code Minimum}.
 *
 * <p>Two or more inputs of one shape, output of the same. A step is real where it is real in any masked input; a masked
 * step of another is left out, as in Keras since 3.4. Where several inputs are smallest, the gradient goes to the first.
 */
public record Minimum() implements Merge {
    @Override
    public double neutral() {
        return Double.POSITIVE_INFINITY;
    }

    @Override
    public Tensor merge(List<Tensor> operands) {
        return Extremes.of(operands, Math::min);
    }

    @Override
    public List<Tensor> gradients(List<Tensor> operands, Tensor merged, Tensor upstream) {
        return Extremes.gradients(operands, merged, upstream);
    }
}
