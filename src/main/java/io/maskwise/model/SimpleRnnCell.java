package io.maskwise.model;

import java.util.Map;

/** {@code h' = activation(x W + b + h R)}. */
final class SimpleRnnCell implements RecurrentCell {
    private final int units;
    private final GateFunction activation;
    private final RecurrentProduct recurrent;
    private final KernelFactor hiddenBefore;

    SimpleRnnCell(SimpleRnn layer, int positions, Map<String, Tensor> parameters) {
        this.units = layer.units();
        this.activation = GateFunction.of(layer.activation());
        this.recurrent = new RecurrentProduct(Parameters.of(parameters, RecurrentPass.RECURRENT_KERNEL));
        this.hiddenBefore = new KernelFactor(positions, units);
    }

    @Override
    public int width() {
        return units;
    }

    @Override
    public Step take(StepRows rows, double[] outputs, RecurrentState state) {
        double[] hidden = state.hiddenOf(rows);
        hiddenBefore.put(rows, hidden);
        double[] product = recurrent.forward(hidden, rows.count());
        for (int i = 0; i < outputs.length; i++) {
            outputs[i] = activation.apply(outputs[i] + product[i]);
        }
        state.setHidden(rows, outputs);
        return gradient -> backward(rows, outputs, gradient);
    }

    private double[] backward(StepRows rows, double[] outputs, RecurrentState gradient) {
        double[] delta = gradient.hiddenOf(rows);
        for (int i = 0; i < delta.length; i++) {
            delta[i] = activation.chain(delta[i], outputs[i]);
        }
        gradient.setHidden(rows, recurrent.backward(delta, rows.count()));
        return delta;
    }

    @Override
    public void collect(double[] deltas, Map<String, Tensor> gradients) {
        double[] kernel =
                Parameters.of(gradients, RecurrentPass.RECURRENT_KERNEL).values();
        hiddenBefore.addGradient(deltas, units, kernel);
    }
}
