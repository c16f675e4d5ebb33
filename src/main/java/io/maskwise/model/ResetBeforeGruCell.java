package io.maskwise.model;

import java.util.Map;

/** {@code h' = z h + (1 - z) g} with {@code g = activation(x W + b + (r h) R)}, gates in the order z, r, g. */
final class ResetBeforeGruCell implements RecurrentCell {
    private final int units;
    private final GateFunction activation;
    private final GateFunction gateActivation;
    private final ColumnBlock gateColumns;
    private final ColumnBlock candidateColumns;
    private final RecurrentProduct ofGates;
    private final RecurrentProduct ofCandidate;
    private final KernelFactor hiddenBefore;
    private final KernelFactor resetHidden;

    ResetBeforeGruCell(Gru layer, int positions, Map<String, Tensor> parameters) {
        this.units = layer.units();
        this.activation = GateFunction.of(layer.activation());
        this.gateActivation = GateFunction.of(layer.recurrentActivation());
        this.gateColumns = new ColumnBlock(0, 2 * units, 3 * units);
        this.candidateColumns = new ColumnBlock(2 * units, units, 3 * units);
        double[] kernel =
                Parameters.of(parameters, RecurrentPass.RECURRENT_KERNEL).values();
        this.ofGates = new RecurrentProduct(Tensor.of(gateColumns.of(kernel), units, 2 * units));
        this.ofCandidate = RecurrentProduct.second(Tensor.of(candidateColumns.of(kernel), units, units));
        this.hiddenBefore = new KernelFactor(positions, units);
        this.resetHidden = new KernelFactor(positions, units);
    }

    @Override
    public int width() {
        return 3 * units;
    }

    @Override
    public Step take(StepRows rows, double[] gates, RecurrentState state) {
        double[] hidden = state.hiddenOf(rows);
        hiddenBefore.put(rows, hidden);
        double[] opened = gateColumns.of(gates);
        double[] product = ofGates.forward(hidden, rows.count());
        for (int i = 0; i < opened.length; i++) {
            opened[i] = gateActivation.apply(opened[i] + product[i]);
        }
        return new GruStep(rows, opened, hidden, candidateColumns.of(gates)).activated(state);
    }

    @Override
    public void collect(double[] deltas, Map<String, Tensor> gradients) {
        double[] kernel =
                Parameters.of(gradients, RecurrentPass.RECURRENT_KERNEL).values();
        double[] ofGateColumns = new double[2 * units * units];
        hiddenBefore.addGradient(gateColumns.of(deltas), 2 * units, ofGateColumns);
        gateColumns.addTo(kernel, ofGateColumns);
        double[] ofCandidateColumns = new double[units * units];
        resetHidden.addGradient(candidateColumns.of(deltas), units, ofCandidateColumns);
        candidateColumns.addTo(kernel, ofCandidateColumns);
    }

    /** Update and reset gates and the candidate after activation, and the state before. */
    private final class GruStep implements Step {
        private final StepRows rows;
        private final double[] opened;
        private final double[] hidden;
        private final double[] candidates;

        GruStep(StepRows rows, double[] opened, double[] hidden, double[] candidates) {
            this.rows = rows;
            this.opened = opened;
            this.hidden = hidden;
            this.candidates = candidates;
        }

        /** Where the update gate of a unit of a row stands; the reset gate stands {@code units} after it. */
        private int update(int index) {
            return index / units * 2 * units + index % units;
        }

        GruStep activated(RecurrentState state) {
            double[] reset = new double[hidden.length];
            for (int i = 0; i < hidden.length; i++) {
                reset[i] = opened[update(i) + units] * hidden[i];
            }
            resetHidden.put(rows, reset);
            double[] product = ofCandidate.forward(reset, rows.count());
            double[] after = new double[hidden.length];
            for (int i = 0; i < hidden.length; i++) {
                double update = opened[update(i)];
                candidates[i] = activation.apply(candidates[i] + product[i]);
                after[i] = update * hidden[i] + (1 - update) * candidates[i];
            }
            state.setHidden(rows, after);
            return this;
        }

        @Override
        public double[] backward(RecurrentState gradient) {
            double[] after = gradient.hiddenOf(rows);
            double[] ofCandidates = new double[hidden.length];
            for (int i = 0; i < hidden.length; i++) {
                ofCandidates[i] = activation.chain(after[i] * (1 - opened[update(i)]), candidates[i]);
            }
            double[] ofReset = ofCandidate.backward(ofCandidates, rows.count());
            double[] ofOpened = new double[opened.length];
            double[] before = new double[hidden.length];
            for (int i = 0; i < hidden.length; i++) {
                int update = update(i);
                int reset = update + units;
                ofOpened[update] = gateActivation.chain(after[i] * (hidden[i] - candidates[i]), opened[update]);
                ofOpened[reset] = gateActivation.chain(ofReset[i] * hidden[i], opened[reset]);
                before[i] = after[i] * opened[update] + ofReset[i] * opened[reset];
            }
            gradient.setHidden(rows, before);
            gradient.addHidden(rows, ofGates.backward(ofOpened, rows.count()));
            double[] delta = new double[rows.count() * 3 * units];
            gateColumns.addTo(delta, ofOpened);
            candidateColumns.addTo(delta, ofCandidates);
            return delta;
        }
    }
}
