package io.maskwise.model;

import java.util.Map;

/** {@code c' = f c + i activation(g)} and {@code h' = o activation(c')}, with gates in the order i, f, g, o. */
final class LstmCell implements RecurrentCell {
    private final int units;
    private final GateFunction activation;
    private final GateFunction gateActivation;
    private final RecurrentProduct recurrent;
    private final KernelFactor hiddenBefore;

    LstmCell(Lstm layer, int positions, Map<String, Tensor> parameters) {
        this.units = layer.units();
        this.activation = GateFunction.of(layer.activation());
        this.gateActivation = GateFunction.of(layer.recurrentActivation());
        this.recurrent = new RecurrentProduct(Parameters.of(parameters, RecurrentPass.RECURRENT_KERNEL));
        this.hiddenBefore = new KernelFactor(positions, units);
    }

    @Override
    public int width() {
        return 4 * units;
    }

    @Override
    public Step take(StepRows rows, double[] gates, RecurrentState state) {
        double[] hidden = state.hiddenOf(rows);
        hiddenBefore.put(rows, hidden);
        double[] product = recurrent.forward(hidden, rows.count());
        for (int i = 0; i < gates.length; i++) {
            gates[i] += product[i];
        }
        LstmStep step = new LstmStep(rows, gates);
        for (int i = 0; i < rows.count(); i++) {
            step.activate(i, state);
        }
        return step;
    }

    @Override
    public void collect(double[] deltas, Map<String, Tensor> gradients) {
        double[] kernel =
                Parameters.of(gradients, RecurrentPass.RECURRENT_KERNEL).values();
        hiddenBefore.addGradient(deltas, width(), kernel);
    }

    /** Gates after activation, cells before the step, and cells after it squashed. */
    private final class LstmStep implements Step {
        private final StepRows rows;
        private final double[] gates;
        private final double[] cellBefore;
        private final double[] squashed;

        LstmStep(StepRows rows, double[] gates) {
            this.rows = rows;
            this.gates = gates;
            this.cellBefore = new double[rows.count() * units];
            this.squashed = new double[rows.count() * units];
        }

        private void activate(int index, RecurrentState state) {
            int gate = index * 4 * units;
            int own = index * units;
            int shared = rows.row(index) * units;
            for (int unit = 0; unit < units; unit++) {
                double input = gateActivation.apply(gates[gate + unit]);
                double forget = gateActivation.apply(gates[gate + units + unit]);
                double candidate = activation.apply(gates[gate + 2 * units + unit]);
                double output = gateActivation.apply(gates[gate + 3 * units + unit]);
                double before = state.cell()[shared + unit];
                double cell = forget * before + input * candidate;
                gates[gate + unit] = input;
                gates[gate + units + unit] = forget;
                gates[gate + 2 * units + unit] = candidate;
                gates[gate + 3 * units + unit] = output;
                cellBefore[own + unit] = before;
                squashed[own + unit] = activation.apply(cell);
                state.cell()[shared + unit] = cell;
                state.hidden()[shared + unit] = output * squashed[own + unit];
            }
        }

        @Override
        public double[] backward(RecurrentState gradient) {
            double[] delta = new double[gates.length];
            for (int i = 0; i < rows.count(); i++) {
                chain(i, gradient, delta);
            }
            gradient.setHidden(rows, recurrent.backward(delta, rows.count()));
            return delta;
        }

        private void chain(int index, RecurrentState gradient, double[] delta) {
            int gate = index * 4 * units;
            int own = index * units;
            int shared = rows.row(index) * units;
            for (int unit = 0; unit < units; unit++) {
                double input = gates[gate + unit];
                double forget = gates[gate + units + unit];
                double candidate = gates[gate + 2 * units + unit];
                double output = gates[gate + 3 * units + unit];
                double hidden = gradient.hidden()[shared + unit];
                double cell = gradient.cell()[shared + unit] + activation.chain(hidden * output, squashed[own + unit]);
                delta[gate + unit] = gateActivation.chain(cell * candidate, input);
                delta[gate + units + unit] = gateActivation.chain(cell * cellBefore[own + unit], forget);
                delta[gate + 2 * units + unit] = activation.chain(cell * input, candidate);
                delta[gate + 3 * units + unit] = gateActivation.chain(hidden * squashed[own + unit], output);
                gradient.cell()[shared + unit] = cell * forget;
            }
        }
    }
}
