package io.maskwise.model;

/** The softmax of a run of numbers in a longer array, and the way back. */
final class SoftmaxRows {
    private SoftmaxRows() {}

    /** Turns numbers into positive ones that add up to one; minus infinity becomes zero. */
    static void normalise(double[] values, int start, int length) {
        double largest = Double.NEGATIVE_INFINITY;
        for (int i = start; i < start + length; i++) {
            largest = Math.max(largest, values[i]);
        }
        double sum = 0;
        for (int i = start; i < start + length; i++) {
            values[i] = Math.exp(values[i] - largest);
            sum += values[i];
        }
        for (int i = start; i < start + length; i++) {
            values[i] /= sum;
        }
    }

    /** Writes the derivative by the numbers, given the softmax and the derivative by it. */
    static void gradient(double[] softmax, double[] upstream, double[] gradient, int start, int length) {
        double mean = 0;
        for (int i = start; i < start + length; i++) {
            mean += softmax[i] * upstream[i];
        }
        for (int i = start; i < start + length; i++) {
            gradient[i] = softmax[i] * (upstream[i] - mean);
        }
    }
}
