package io.maskwise.model;

/** A thread's memory for {@link FloatLstmPass}; nothing in it outlives one way through a batch, or back. */
final class FloatLstmScratch {
    private static final ThreadLocal<FloatLstmScratch> SCRATCH = ThreadLocal.withInitial(FloatLstmScratch::new);

    private final FloatMatrix sequence = new FloatMatrix();
    private final FloatMatrix recurrent = new FloatMatrix();
    private final FloatMatrix gates = new FloatMatrix();
    private final FloatMatrix state = new FloatMatrix();
    private final FloatMatrix product = new FloatMatrix();
    private final FloatMatrix transposed = new FloatMatrix();
    private int units;
    private float[] byRow = new float[0];
    private float[] byColumn = new float[0];

    private FloatLstmScratch() {}

    static FloatLstmScratch ofThread() {
        return SCRATCH.get();
    }

    /** Makes room for a batch of so many real steps and rows. */
    void reserve(int steps, int rows, int features, int ofUnits) {
        units = ofUnits;
        int width = 4 * units;
        int factor = Math.max(features, units);
        sequence.reserve(Math.multiplyExact(steps, factor));
        gates.reserve(Math.multiplyExact(steps, width));
        state.reserve(Math.multiplyExact(rows, units));
        product.reserve(Math.multiplyExact(steps, features));
    }

    /** {@code [steps, features]}, or {@code [steps, units]}. */
    FloatMatrix sequence() {
        return sequence;
    }

    /** For a recurrent kernel that is in double. */
    FloatMatrix recurrent() {
        return recurrent;
    }

    /** {@code [steps, units]} for each gate, one after the other. */
    FloatMatrix gates() {
        return gates;
    }

    /** {@code [rows, units]}. */
    FloatMatrix state() {
        return state;
    }

    /** {@code [steps, features]}; more for a gradient that is in double. */
    FloatMatrix product() {
        return product;
    }

    /** A recurrent kernel {@code [units, 4 units]}, transposed, until the next is asked for. */
    FloatMatrix transposed(FloatBlock kernel) {
        int columns = 4 * units;
        int size = Math.multiplyExact(units, columns);
        if (byRow.length < size) {
            byRow = new float[size];
            byColumn = new float[size];
        }
        kernel.matrix().get(kernel.at(), byRow, 0, size);
        for (int column = 0; column < columns; column += 4) {
            for (int row = 0; row < units; row++) {
                int from = row * columns + column;
                int to = column * units + row;
                byColumn[to] = byRow[from];
                byColumn[to + units] = byRow[from + 1];
                byColumn[to + 2 * units] = byRow[from + 2];
                byColumn[to + 3 * units] = byRow[from + 3];
            }
        }
        transposed.reserve(size).put(0, byColumn, 0, size);
        return transposed;
    }
}
