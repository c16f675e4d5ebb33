package io.maskwise.model;

/**
 * The state of an LSTM for every row of a batch, or the derivative by it; changed step by step.
 *
 * @param units the size of one row's state
 * @param hidden outputs, {@code [batch, units]} row by row
 * @param cell cells, likewise
 */
@SuppressWarnings("ArrayRecordComponent") // scratch, changed in place
record LstmState(int units, double[] hidden, double[] cell) {
    static LstmState zeros(int batch, int units) {
        return new LstmState(units, new double[batch * units], new double[batch * units]);
    }
}
