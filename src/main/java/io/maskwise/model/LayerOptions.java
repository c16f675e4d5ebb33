package io.maskwise.model;

/** What layers ask of their options. */
final class LayerOptions {
    private LayerOptions() {}

    /** @throws IllegalArgumentException if a size is not at least one */
    static void checkPositive(String what, int size) {
        if (size < 1) {
            throw new IllegalArgumentException("Invalid " + what + ": " + size + " (must be >= 1)");
        }
    }

    /** @throws IllegalArgumentException if what is added to a variance is not positive */
    static void checkEpsilon(double epsilon) {
        if (!(epsilon > 0)) {
            throw new IllegalArgumentException("Invalid epsilon: " + epsilon + " (must be > 0)");
        }
    }

    /** @throws IllegalArgumentException if the share that is dropped is not in [0, 1) */
    static void checkDropout(double rate) {
        if (!(rate >= 0 && rate < 1)) {
            throw new IllegalArgumentException("Invalid dropout: " + rate + " (must be >= 0 and < 1)");
        }
    }
}
