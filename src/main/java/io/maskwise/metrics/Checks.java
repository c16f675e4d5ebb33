package io.maskwise.metrics;

/** What several metrics refuse. */
final class Checks {
    private Checks() {}

    /** A class id or a number per label. */
    static void checkSingleLabel(int labelFeatures) {
        checkFeatures("labels", labelFeatures, 1, "a class or number each");
    }

    /** Labels and predictions of one shape. */
    static void checkEqual(int labelFeatures, int predictionFeatures) {
        checkFeatures("predictions", predictionFeatures, labelFeatures, "as the labels");
    }

    /** Labels or predictions of a given number of features. */
    static void checkFeatures(String what, int features, int expected, String why) {
        if (features != expected) {
            throw new IllegalArgumentException(
                    "Invalid " + what + ": " + features + " features (must be " + expected + ", " + why + ")");
        }
    }

    /** As many of the best as there are classes, at most. */
    static void checkTop(int k, int classes) {
        if (k > classes) {
            throw new IllegalArgumentException(
                    "Invalid k: " + k + " (must be at most " + classes + ", the number of classes)");
        }
    }

    /** @throws IllegalArgumentException if it is not positive */
    static void checkK(int k) {
        if (k < 1) {
            throw new IllegalArgumentException("Invalid k: " + k + " (must be >= 1)");
        }
    }

    /** @throws IllegalArgumentException if it is not finite */
    static void checkThreshold(double threshold) {
        if (!Double.isFinite(threshold)) {
            throw new IllegalArgumentException("Invalid threshold: " + threshold + " (must be finite)");
        }
    }
}
