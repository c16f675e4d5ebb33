package io.maskwise.model;

/** Probabilities whose logarithm is finite. */
final class Probability {
    /** Keras' {@code epsilon()}: how near 0 and 1 a probability comes. */
    static final double EPSILON = 1e-7;

    private Probability() {}

    /** The nearest number that is neither too near 0 nor too near 1; its derivative is 0 where it is another number. */
    static double clipped(double probability) {
        return Math.min(Math.max(probability, EPSILON), 1 - EPSILON);
    }

    /** @throws IllegalArgumentException if the share is not 0 to 1 */
    static void checkSmoothing(double labelSmoothing) {
        if (!(labelSmoothing >= 0 && labelSmoothing <= 1)) {
            throw new IllegalArgumentException("Invalid label smoothing: " + labelSmoothing + " (must be 0 to 1)");
        }
    }
}
