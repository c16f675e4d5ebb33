package io.maskwise.model;

/** What a recurrent kernel was multiplied with at every step, kept for the kernel's gradient: one product of all. */
final class KernelFactor {
    private final int positions;
    private final int units;
    private final double[] values;

    /** @param positions the number of steps of all rows */
    KernelFactor(int positions, int units) {
        this.positions = positions;
        this.units = units;
        this.values = new double[positions * units];
    }

    void put(StepRows rows, double[] factor) {
        rows.scatter(factor, values, units);
    }

    /** {@code gradient[units, columns] += values' deltas[positions, columns]}. */
    void addGradient(double[] deltas, int columns, double[] gradient) {
        Gemm.addProductOfTransposed(values, deltas, gradient, units, columns, positions);
    }

    /** The values, {@code [positions, units]}; zeros at masked steps. */
    double[] values() {
        return values;
    }
}
