package io.maskwise.model;

import java.util.Arrays;

/** A thread's memory for {@link FloatLstmPass}; nothing in it outlives one way through a batch, or back. */
final class FloatLstmScratch {
    private static final ThreadLocal<FloatLstmScratch> SCRATCH = ThreadLocal.withInitial(FloatLstmScratch::new);

    private static final int PIECE = 4096;

    private final float[] piece = new float[PIECE];
    private final FloatMatrix sequence = new FloatMatrix();
    private final FloatMatrix kernel = new FloatMatrix();
    private final FloatMatrix recurrent = new FloatMatrix();
    private final FloatMatrix gates = new FloatMatrix();
    private final FloatMatrix state = new FloatMatrix();
    private final FloatMatrix product = new FloatMatrix();
    private final FloatMatrix ones = new FloatMatrix();
    private int onesCount;
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
        kernel.reserve(Math.multiplyExact(features, width));
        recurrent.reserve(Math.multiplyExact(units, width));
        gates.reserve(Math.multiplyExact(steps, width));
        state.reserve(Math.multiplyExact(rows, units));
        product.reserve(Math.max(Math.multiplyExact(steps, features), Math.multiplyExact(factor, width)));
        if (hidden.length < rows * units) {
            hidden = new float[rows * units];
            cell = new float[rows * units];
            deltas = new float[4][rows * units];
        }
        if (onesCount < steps) {
            float[] filled = new float[steps];
            Arrays.fill(filled, 1);
            ones.reserve(steps).put(0, filled, 0, steps);
            onesCount = steps;
        }
    }

    float[] piece() {
        return piece;
    }

    /** {@code [steps, features]}, or {@code [steps, units]}. */
    FloatMatrix sequence() {
        return sequence;
    }

    FloatMatrix kernel() {
        return kernel;
    }

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

    FloatMatrix product() {
        return product;
    }

    /** As many as steps, or more. */
    FloatMatrix ones() {
        return ones;
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
