package io.maskwise.model;

/**
 * One step of an LSTM, of the rows that are real there; what it keeps is what going backward needs.
 *
 * <p>All arrays are row by row, {@code rows.length} times {@code units} wide, gates four times that.
 */
final class LstmStep {
    private final int units;
    private final int[] rows;
    private final double[] gates;
    private final double[] cellBefore;
    private final double[] cellTanh;

    private LstmStep(int units, int[] rows, double[] gates) {
        this.units = units;
        this.rows = rows;
        this.gates = gates;
        this.cellBefore = new double[rows.length * units];
        this.cellTanh = new double[rows.length * units];
    }

    /**
     * Takes a step and brings the state of its rows forward.
     *
     * @param rows the rows that are real at this step
     * @param gates their gates before activation, in the order input, forget, candidate, output; activated in place
     */
    static LstmStep take(int[] rows, double[] gates, LstmState state) {
        LstmStep step = new LstmStep(state.units(), rows, gates);
        for (int i = 0; i < rows.length; i++) {
            step.activate(i, state);
        }
        return step;
    }

    private void activate(int index, LstmState state) {
        int gate = index * 4 * units;
        int own = index * units;
        int shared = rows[index] * units;
        for (int unit = 0; unit < units; unit++) {
            double input = sigmoid(gates[gate + unit]);
            double forget = sigmoid(gates[gate + units + unit]);
            double candidate = tanh(gates[gate + 2 * units + unit]);
            double output = sigmoid(gates[gate + 3 * units + unit]);
            double before = state.cell()[shared + unit];
            double cell = forget * before + input * candidate;
            double squashed = tanh(cell);
            gates[gate + unit] = input;
            gates[gate + units + unit] = forget;
            gates[gate + 2 * units + unit] = candidate;
            gates[gate + 3 * units + unit] = output;
            cellBefore[own + unit] = before;
            cellTanh[own + unit] = squashed;
            state.cell()[shared + unit] = cell;
            state.hidden()[shared + unit] = output * squashed;
        }
    }

    /**
     * The derivative by the gates before activation, shape {@code [rows, 4 units]}.
     *
     * @param gradient the derivative by the state after this step; its cell part becomes that before the step, for the
     *     rows of this step only, so that masked rows carry theirs past it
     */
    double[] backward(LstmState gradient) {
        double[] delta = new double[gates.length];
        for (int i = 0; i < rows.length; i++) {
            int gate = i * 4 * units;
            int own = i * units;
            int shared = rows[i] * units;
            for (int unit = 0; unit < units; unit++) {
                double input = gates[gate + unit];
                double forget = gates[gate + units + unit];
                double candidate = gates[gate + 2 * units + unit];
                double output = gates[gate + 3 * units + unit];
                double squashed = cellTanh[own + unit];
                double hiddenGradient = gradient.hidden()[shared + unit];
                double cellGradient =
                        gradient.cell()[shared + unit] + hiddenGradient * output * (1 - squashed * squashed);
                delta[gate + unit] = cellGradient * candidate * input * (1 - input);
                delta[gate + units + unit] = cellGradient * cellBefore[own + unit] * forget * (1 - forget);
                delta[gate + 2 * units + unit] = cellGradient * input * (1 - candidate * candidate);
                delta[gate + 3 * units + unit] = hiddenGradient * squashed * output * (1 - output);
                gradient.cell()[shared + unit] = cellGradient * forget;
            }
        }
        return delta;
    }

    /** The rows that were real. */
    int[] rows() {
        return rows;
    }

    private static double sigmoid(double value) {
        return 1 / (1 + Math.exp(-value));
    }

    /** By one exponential, several times faster than {@link Math#tanh}, exact to 1e-16 absolute. */
    private static double tanh(double value) {
        double small = Math.exp(-2 * Math.abs(value));
        return Math.copySign((1 - small) / (1 + small), value);
    }
}
