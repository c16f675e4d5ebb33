package io.maskwise.model;

import java.util.List;
import java.util.stream.Stream;

/**
 * The sum of its inputs, number by number; Keras' {@code Add}.
 *
 * <p>Two or more inputs of one shape, output of the same. A step is real where it is real in any masked input; a masked
 * step of another adds nothing to it.
 */
public record Add() implements Merge {
    @Override
    public Tensor merge(List<Tensor> operands) {
        Tensor sum = Steps.copy(operands.get(0));
        for (Tensor operand : operands.subList(1, operands.size())) {
            for (int i = 0; i < sum.values().length; i++) {
                sum.values()[i] += operand.values()[i];
            }
        }
        return sum;
    }

    @Override
    public List<Tensor> gradients(List<Tensor> operands, Tensor merged, Tensor upstream) {
        return Stream.generate(() -> Steps.copy(upstream))
                .limit(operands.size())
                .toList();
    }
}
