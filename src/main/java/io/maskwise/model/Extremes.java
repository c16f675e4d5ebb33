package io.maskwise.model;

import java.util.List;
import java.util.function.DoubleBinaryOperator;

/** The largest or the smallest of several numbers, and the way back to the one that it was. */
final class Extremes {
    private Extremes() {}

    static Tensor of(List<Tensor> operands, DoubleBinaryOperator better) {
        Tensor best = Steps.copy(operands.get(0));
        for (Tensor operand : operands.subList(1, operands.size())) {
            for (int i = 0; i < best.values().length; i++) {
                best.values()[i] = better.applyAsDouble(best.values()[i], operand.values()[i]);
            }
        }
        return best;
    }

    /** Each gradient goes to the first operand that equals the best. */
    static List<Tensor> gradients(List<Tensor> operands, Tensor best, Tensor upstream) {
        List<Tensor> gradients =
                operands.stream().map(operand -> Tensor.zeros(operand.shape())).toList();
        for (int i = 0; i < upstream.values().length; i++) {
            for (int operand = 0; operand < operands.size(); operand++) {
                if (operands.get(operand).values()[i] == best.values()[i]) {
                    gradients.get(operand).values()[i] = upstream.values()[i];
                    break;
                }
            }
        }
        return gradients;
    }
}
