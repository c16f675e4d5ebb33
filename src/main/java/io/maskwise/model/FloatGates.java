package io.maskwise.model;

/**
 * The activations of an LSTM's gates over arrays of single precision, in loops that the JIT turns into vectors.
 *
 * <p>The hyperbolic tangent is a quotient of polynomials in the square, fitted to the least relative error, 3.3e-7 at most,
 * up to a number where it is 1; for no number before is it more, and beyond it stays 1. The logistic function is made of it.
 * NaN stays NaN.
 *
 * <p>Each multiplication and the addition after it are rounded once ({@link Math#fma}). Java computes the same
 * numbers on processors without such an instruction, but takes tens of thousands of times as long.
 *
 * <p>{@link GateFunction} is the plain twin.
 */
final class FloatGates {
    /** The quotient is 1 here, and at no smaller number more than 1. */
    private static final float LIMIT = 8.118271f;

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
            values[i] = Math.fma(0.5f, tanh(0.5f * values[i]), 0.5f);
        }
    }

    private static float tanh(float value) {
        float x = Math.max(-LIMIT, Math.min(LIMIT, value));
        float square = x * x;
        float above = Math.fma(P4, square, P3);
        above = Math.fma(above, square, P2);
        above = Math.fma(above, square, P1);
        above = Math.fma(above, square, 1);
        float below = Math.fma(Q4, square, Q3);
        below = Math.fma(below, square, Q2);
        below = Math.fma(below, square, Q1);
        below = Math.fma(below, square, 1);
        return x * above / below;
    }
}
