package io.maskwise.model;

/**
 * Sums over runs of single precision, always in the same order.
 *
 * <p>Eight sums run beside each other, each of every eighth value, and are added pair by pair at the end: a processor then
 * waits an eighth as long for additions to end.
 */
final class FloatSums {
    private FloatSums() {}

    /** The sum of so many values from a place on. */
    static float sum(float[] values, int start, int count) {
        float s0 = 0;
        float s1 = 0;
        float s2 = 0;
        float s3 = 0;
        float s4 = 0;
        float s5 = 0;
        float s6 = 0;
        float s7 = 0;
        int end = start + count;
        int i = start;
        for (; i + 8 <= end; i += 8) {
            s0 += values[i];
            s1 += values[i + 1];
            s2 += values[i + 2];
            s3 += values[i + 3];
            s4 += values[i + 4];
            s5 += values[i + 5];
            s6 += values[i + 6];
            s7 += values[i + 7];
        }
        for (; i < end; i++) {
            s0 += values[i];
        }
        return ((s0 + s1) + (s2 + s3)) + ((s4 + s5) + (s6 + s7));
    }

    /** The sum of the products of so many values of two arrays from one place on. */
    static float product(float[] values, float[] others, int start, int count) {
        float s0 = 0;
        float s1 = 0;
        float s2 = 0;
        float s3 = 0;
        float s4 = 0;
        float s5 = 0;
        float s6 = 0;
        float s7 = 0;
        int end = start + count;
        int i = start;
        for (; i + 8 <= end; i += 8) {
            s0 += values[i] * others[i];
            s1 += values[i + 1] * others[i + 1];
            s2 += values[i + 2] * others[i + 2];
            s3 += values[i + 3] * others[i + 3];
            s4 += values[i + 4] * others[i + 4];
            s5 += values[i + 5] * others[i + 5];
            s6 += values[i + 6] * others[i + 6];
            s7 += values[i + 7] * others[i + 7];
        }
        for (; i < end; i++) {
            s0 += values[i] * others[i];
        }
        return ((s0 + s1) + (s2 + s3)) + ((s4 + s5) + (s6 + s7));
    }
}
