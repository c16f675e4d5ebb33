package io.maskwise.model;

import java.util.List;
import java.util.stream.Stream;

/**
 * The mean of its inputs, number by number; Keras' {@code Average}.
 *
 * <p>Two or more inputs of one shape, output of the same. A step is real where it is real in any masked input; a masked
 * step of another counts as zero, and the sum is divided by the number of inputs all the same, as in Keras.
 */
public record Average() implements Merge {
    @Override
    public Tensor merge(List<Tensor> operands) {
        Tensor sum = new Add().merge(operands);
        divide(sum, operands.size());
        return sum;
    }

    @Override
    public List<Tensor> gradients(List<Tensor> operands, Tensor merged, Tensor upstream) {
        Tensor share = Steps.copy(upstream);
        divide(share, operands.size());
        return Stream.generate(() -> Steps.copy(share)).limit(operands.size()).toList();
    }

    private static void divide(Tensor tensor, int divisor) {
        for (int i = 0; i < tensor.values().length; i++) {
            tensor.values()[i] /= divisor;
        }
    }
}
