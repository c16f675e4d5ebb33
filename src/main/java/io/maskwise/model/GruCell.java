package io.maskwise.model;

import java.util.Map;

/**
 * {@code h' = z h + (1 - z) g} with {@code g = activation(x W + b + r (h R + c))}, gates in the order z, r, g.
 *
 * <p>The bias holds {@code b} and, after it, {@code c}.
 */
final class GruCell implements RecurrentCell {
    private final int units;
    private final GateFunction activation;
    private final GateFunction gateActivation;
    private final double[] recurrentBias;
    private final RecurrentProduct recurrent;
    private final KernelFactor hiddenBefore;
    private final KernelFactor resets;

    GruCell(Gru layer, int positions, Map<String, Tensor> parameters) {
        this.units = layer.units();
        this.activation = GateFunction.of(layer.activation());
        this.gateActivation = GateFunction.of(layer.recurrentActivation());
        this.recurrentBias = new double[3 * units];
        if (layer.useBias()) {
            double[] bias = Parameters.of(parameters, RecurrentPass.BIAS).values();
            System.arraycopy(bias, 3 * units, recurrentBias, 0, 3 * units);
        }
        this.recurrent = new RecurrentProduct(Parameters.of(parameters, RecurrentPass.RECURRENT_KERNEL));
        this.hiddenBefore = new KernelFactor(positions, units);
        this.resets = new KernelFactor(positions, units);
    }

    @Override
    public int width() {
        return 3 * units;
    }

    @Override
    public Step take(StepRows rows, double[] gates, RecurrentState state) {
        double[] hidden = state.hiddenOf(rows);
        hiddenBefore.put(rows, hidden);
        GruStep step = new GruStep(rows, gates, hidden, recurrent.forward(hidden, rows.count()));
        for (int i = 0; i < rows.count(); i++) {
            step.activate(i, state);
        }
        return step;
    }

    @Override
    public void collect(double[] deltas, Map<String, Tensor> gradients) {
        double[] ofState = deltas.clone();
        for (int i = 0; i < resets.values().length; i++) {
            ofState[i / units * width() + 2 * units + i % units] *= resets.values()[i];
        }
        double[] kernel =
                Parameters.of(gradients, RecurrentPass.RECURRENT_KERNEL).values();
        hiddenBefore.addGradient(ofState, width(), kernel);
        if (gradients.containsKey(RecurrentPass.BIAS)) {
            double[] bias = Parameters.of(gradients, RecurrentPass.BIAS).values();
            for (int i = 0; i < ofState.length; i++) {
                bias[width() + i % width()] += ofState[i];
            }
        }
    }

    /** Gates after activation, the state before, and its share of the candidate before the reset. */
    private final class GruStep implements Step {
        private final StepRows rows;
        private final double[] gates;
        private final double[] hidden;
        private final double[] share;

        GruStep(StepRows rows, double[] gates, double[] hidden, double[] share) {
            this.rows = rows;
            this.gates = gates;
            this.hidden = hidden;
            this.share = share;
        }

        private void activate(int index, RecurrentState state) {
            int first = 3 * index * units;
            for (int gate = 0; gate < 3 * units; gate++) {
                share[first + gate] += recurrentBias[gate];
            }
            int shared = rows.row(index) * units;
            for (int unit = 0; unit < units; unit++) {
                int update = first + unit;
                int reset = update + units;
                int candidate = reset + units;
                gates[update] = gateActivation.apply(gates[update] + share[update]);
                gates[reset] = gateActivation.apply(gates[reset] + share[reset]);
                gates[candidate] = activation.apply(gates[candidate] + gates[reset] * share[candidate]);
                double kept = gates[update] * hidden[index * units + unit];
                state.hidden()[shared + unit] = kept + (1 - gates[update]) * gates[candidate];
            }
        }

        @Override
        public double[] backward(RecurrentState gradient) {
            double[] delta = new double[gates.length];
            double[] ofState = new double[gates.length];
            for (int i = 0; i < rows.count(); i++) {
                chain(i, gradient, delta);
                int candidate = (3 * i + 2) * units;
                System.arraycopy(delta, 3 * i * units, ofState, 3 * i * units, 2 * units);
                for (int unit = candidate; unit < candidate + units; unit++) {
                    ofState[unit] = delta[unit] * gates[unit - units];
                }
            }
            resets.put(rows, new ColumnBlock(units, units, 3 * units).of(gates));
            gradient.addHidden(rows, recurrent.backward(ofState, rows.count()));
            return delta;
        }

        /** Leaves in the gradient what the update gate carries over. */
        private void chain(int index, RecurrentState gradient, double[] delta) {
            int shared = rows.row(index) * units;
            for (int unit = 0; unit < units; unit++) {
                int update = 3 * index * units + unit;
                int reset = update + units;
                int candidate = reset + units;
                double after = gradient.hidden()[shared + unit];
                double change = hidden[index * units + unit] - gates[candidate];
                delta[update] = gateActivation.chain(after * change, gates[update]);
                delta[candidate] = activation.chain(after * (1 - gates[update]), gates[candidate]);
                delta[reset] = gateActivation.chain(delta[candidate] * share[candidate], gates[reset]);
                gradient.hidden()[shared + unit] = after * gates[update];
            }
        }
    }
}
