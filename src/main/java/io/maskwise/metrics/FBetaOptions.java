package io.maskwise.metrics;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * The options of Keras' {@code FBetaScore}.
 *
 * @param classes the number of classes, the features of labels and predictions
 * @param beta how many times as much recall counts as precision
 * @param averaging how the scores of the classes become one
 * @param threshold predictions above it are positive; if absent, each token's greatest is
 */
public record FBetaOptions(
        int classes,
        double beta,
        Averaging averaging,
        @Nullable Double threshold) implements Serializable {
    /** @throws IllegalArgumentException if there is no class, or beta or the threshold is not finite, or beta not > 0 */
    public FBetaOptions {
        if (classes < 1) {
            throw new IllegalArgumentException("Invalid number of classes: " + classes + " (must be >= 1)");
        }
        if (!(beta > 0 && Double.isFinite(beta))) {
            throw new IllegalArgumentException("Invalid beta: " + beta + " (must be finite and > 0)");
        }
        if (threshold != null) {
            Checks.checkThreshold(threshold);
        }
    }

    /** F1 of each token's greatest prediction, averaged over all classes; Keras' {@code F1Score("macro")}. */
    public static FBetaOptions f1(int classes) {
        return new FBetaOptions(classes, 1, Averaging.MACRO, null);
    }

    /** The same with recall counting {@code beta} times as much as precision. */
    public FBetaOptions withBeta(double newBeta) {
        return new FBetaOptions(classes, newBeta, averaging, threshold);
    }

    /** The same with another way to average. */
    public FBetaOptions averaged(Averaging newAveraging) {
        return new FBetaOptions(classes, beta, newAveraging, threshold);
    }

    /** The same for several labels per token: each prediction above the threshold is positive. */
    public FBetaOptions above(double newThreshold) {
        return new FBetaOptions(classes, beta, averaging, newThreshold);
    }
}
