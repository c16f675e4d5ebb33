package io.maskwise.model;

import java.util.List;

/**
 * The largest of its inputs, number by number; Keras' {@code Maximum}.
 *
 * <p>Two or more inputs of one shape, output of the same. A step is real where it is real in any masked input; a masked
 * step of another is left out, as in Keras since 3.4. Where several inputs are largest, the gradient goes to the first.
 */
public record Maximum() implements Merge {
    @Override
    public double neutral() {
        return Double.NEGATIVE_INFINITY;
    }

    @Override
    public Tensor merge(List<Tensor> operands) {
        return Extremes.of(operands, Math::max);
    }

    @Override
    public List<Tensor> gradients(List<Tensor> operands, Tensor merged, Tensor upstream) {
        return Extremes.gradients(operands, merged, upstream);
    }
}
