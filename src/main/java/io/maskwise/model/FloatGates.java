package io.maskwise.model;

/**
 * The activations of an LSTM's gates over arrays of single precision, in loops that the JIT turns into vectors.
 *
 * <p>The hyperbolic tangent is a quotient of polynomials in the square, fitted to the least relative error on
 * {@code [-8.5, 8.5]}, beyond which it stays where it is: 3.5e-7 off at most, and never beyond 1. The logistic function is made of it. NaN
 * stays NaN.
 *
 * <p>{@link GateFunction} is the plain twin.
 */
final class FloatGates {
    private static final float LIMIT = 8.5f;

    private static final float P1 = 0.13413240f;
    private static final float P2 = 3.5340192e-3f;
    private static final float P3 = 2.1250919e-5f;
    private static final float P4 = 1.4269054e-8f;

    private static final float Q1 = 0.46746564f;
    private static final float Q2 = 2.6022723e-2f;
    private static final float Q3 = 3.3488523e-4f;
    private static final float Q4 = 8.145052e-7f;

    private FloatGates() {}

    /** Puts the hyperbolic tangent of each value in its place. */
    static void tanh(float[] values, int from, int to) {
        for (int i = from; i < to; i++) {
            values[i] = tanh(values[i]);
        }
    }

    /** Puts the logistic function of each value in its place. */
    static void sigmoid(float[] values, int from, int to) {
        for (int i = from; i < to; i++) {
            values[i] = 0.5f + 0.5f * tanh(0.5f * values[i]);
        }
    }

    private static float tanh(float value) {
        float x = Math.max(-LIMIT, Math.min(LIMIT, value));
        float square = x * x;
        float above = (((P4 * square + P3) * square + P2) * square + P1) * square + 1;
        float below = (((Q4 * square + Q3) * square + Q2) * square + Q1) * square + 1;
        return Math.max(-1, Math.min(1, x * above / below));
    }
}
