package io.maskwise.model;

/**
 * The rows that are real at one step, and where their numbers stand in arrays of all steps.
 *
 * @param rows their numbers in the batch, ascending
 * @param positions for each, {@code row * time + step}
 */
@SuppressWarnings("ArrayRecordComponent") // made once a pass, read only
record StepRows(int[] rows, int[] positions) {
    int count() {
        return rows.length;
    }

    int row(int index) {
        return rows[index];
    }

    /** The rows' share of an array of all steps, one after another. */
    double[] gather(double[] all, int width) {
        double[] some = new double[rows.length * width];
        for (int i = 0; i < rows.length; i++) {
            System.arraycopy(all, positions[i] * width, some, i * width, width);
        }
        return some;
    }

    /** Puts the rows' share into an array of all steps. */
    void scatter(double[] some, double[] all, int width) {
        for (int i = 0; i < rows.length; i++) {
            System.arraycopy(some, i * width, all, positions[i] * width, width);
        }
    }
}
