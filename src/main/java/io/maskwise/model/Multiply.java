package io.maskwise.model;

import java.util.ArrayList;
import java.util.List;

/**
 * The product of its inputs, number by number; Keras' {@code Multiply}.
 *
 * <p>Two or more inputs of one shape, output of the same. A step is real where it is real in any masked input; a masked
 * step of another counts as one, as in Keras since 3.4.
 */
public record Multiply() implements Merge {
    @Override
    public double neutral() {
        return 1;
    }

    @Override
    public Tensor merge(List<Tensor> operands) {
        return product(operands, -1);
    }

    @Override
    public List<Tensor> gradients(List<Tensor> operands, Tensor merged, Tensor upstream) {
        List<Tensor> gradients = new ArrayList<>();
        for (int operand = 0; operand < operands.size(); operand++) {
            Tensor others = product(operands, operand);
            for (int i = 0; i < others.values().length; i++) {
                others.values()[i] *= upstream.values()[i];
            }
            gradients.add(others);
        }
        return gradients;
    }

    /** The product of all operands but one; dividing by that one would fail where it is zero. */
    private static Tensor product(List<Tensor> operands, int leftOut) {
        int first = leftOut == 0 ? 1 : 0;
        Tensor product = Steps.copy(operands.get(first));
        for (int operand = first + 1; operand < operands.size(); operand++) {
            for (int i = 0; operand != leftOut && i < product.values().length; i++) {
                product.values()[i] *= operands.get(operand).values()[i];
            }
        }
        return product;
    }
}
