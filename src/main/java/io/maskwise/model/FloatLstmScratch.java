package io.maskwise.model;

/** A thread's memory for {@link FloatLstmPass}; nothing in it outlives one way through a batch, or back. */
final class FloatLstmScratch {
    private static final ThreadLocal<FloatLstmScratch> SCRATCH = ThreadLocal.withInitial(FloatLstmScratch::new);

    private final FloatMatrix sequence = new FloatMatrix();
    private final FloatMatrix recurrent = new FloatMatrix();
    private final FloatMatrix gates = new FloatMatrix();
    private final FloatMatrix state = new FloatMatrix();
    private final FloatMatrix product = new FloatMatrix();
    private int units;
    private float[] hidden = new float[0];
    private float[] cell = new float[0];
    private float[][] deltas = new float[4][0];

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
        if (hidden.length < rows * units) {
            hidden = new float[rows * units];
            cell = new float[rows * units];
            deltas = new float[4][rows * units];
        }
    }

    /** {@code [steps, features]}, or {@code [steps, units]}. */
    FloatMatrix sequence() {
        return sequence;
    }

    /** For a recurrent kernel that is in double. */
    FloatMatrix recurrent() {
        return recurrent;
    }

    /** {@code [steps, 4 units]}. */
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

    float[] hidden() {
        return hidden;
    }

    float[] cell() {
        return cell;
    }

    /** {@code [rows, units]} for each gate. */
    float[][] deltas() {
        return deltas;
    }

    /** Copies the gates of some steps, which stand step by step, into an array for each gate. */
    void splitGates(int start, int count, float[][] split) {
        for (int step = start; step < start + count; step++) {
            for (int gate = 0; gate < split.length; gate++) {
                gates.get((4 * step + gate) * units, split[gate], step * units, units);
            }
        }
    }

    /** The reverse, from arrays that hold these steps alone. */
    void joinGates(int start, int count, float[][] split) {
        for (int step = 0; step < count; step++) {
            for (int gate = 0; gate < split.length; gate++) {
                gates.put((4 * (start + step) + gate) * units, split[gate], step * units, units);
            }
        }
    }
}
