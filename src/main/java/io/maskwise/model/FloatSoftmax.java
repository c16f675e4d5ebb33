package io.maskwise.model;

/** The softmax of rows in single precision, and the way back; {@link SoftmaxRows} is the plain twin. */
final class FloatSoftmax {
    private FloatSoftmax() {}

    /** Turns rows of numbers, one after the other from a place on, into positive ones that add up to one in each. */
    static void normalise(float[] values, int start, int rows, int width) {
        for (int row = 0; row < rows; row++) {
            normalise(values, start + row * width, width);
        }
    }

    private static void normalise(float[] values, int start, int width) {
        float largest = Float.NEGATIVE_INFINITY;
        for (int i = start; i < start + width; i++) {
            largest = Math.max(largest, values[i]);
        }
        double sum = 0;
        for (int i = start; i < start + width; i++) {
            double power = Math.exp(values[i] - largest);
            values[i] = (float) power;
            sum += power;
        }
        float scale = (float) (1 / sum);
        for (int i = start; i < start + width; i++) {
            values[i] *= scale;
        }
    }

    /**
     * From the derivative by the softmax of rows to that by the numbers, in place.
     *
     * @param softmax its rows begin at {@code start}
     * @param gradient its rows begin at 0
     */
    static void backward(float[] softmax, int start, float[] gradient, int rows, int width) {
        for (int row = 0; row < rows; row++) {
            int at = start + row * width;
            int to = row * width;
            float mean = 0;
            for (int i = 0; i < width; i++) {
                mean += softmax[at + i] * gradient[to + i];
            }
            for (int i = 0; i < width; i++) {
                gradient[to + i] = softmax[at + i] * (gradient[to + i] - mean);
            }
        }
    }
}
