package io.maskwise.model;

import java.util.List;

/**
 * The first input minus the second, number by number; Keras' {@code Subtract}.
 *
 * <p>Two inputs of one shape, output of the same. A step is real where it is real in any masked input; a masked step of
 * the other counts as zero.
 */
public record Subtract() implements Merge {
    @Override
    public int mostInputs() {
        return 2;
    }

    @Override
    public Tensor merge(List<Tensor> operands) {
        Tensor difference = Steps.copy(operands.get(0));
        for (int i = 0; i < difference.values().length; i++) {
            difference.values()[i] -= operands.get(1).values()[i];
        }
        return difference;
    }

    @Override
    public List<Tensor> gradients(List<Tensor> operands, Tensor merged, Tensor upstream) {
        Tensor negative = Steps.copy(upstream);
        for (int i = 0; i < negative.values().length; i++) {
            negative.values()[i] = -negative.values()[i];
        }
        return List.of(Steps.copy(upstream), negative);
    }
}
