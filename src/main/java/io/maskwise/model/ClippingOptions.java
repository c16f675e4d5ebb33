package io.maskwise.model;

import io.maskwise.InvalidOption;
import java.io.Serializable;

/**
 * How large a gradient may be before a step; a longer one is shortened, its direction kept.
 *
 * @param norm the largest Euclidean norm of each parameter's gradient, Keras' {@code clipnorm}; 0 = no limit
 * @param globalNorm the largest norm of all parameters' gradients together, Keras' {@code global_clipnorm}; 0 = none
 */
public record ClippingOptions(double norm, double globalNorm) implements Serializable {
    /** No limit. */
    public static final ClippingOptions NONE = new ClippingOptions(0, 0);

    public ClippingOptions {
        check("norm", norm);
        check("global-norm", globalNorm);
    }

    private static void check(String key, double value) {
        if (!(value >= 0 && value < Double.POSITIVE_INFINITY)) {
            throw new InvalidOption(key.replace('-', ' '), value + " (must be >= 0; 0 = no limit)", key);
        }
    }

    /** Whether there is any limit. */
    boolean isActive() {
        return norm > 0 || globalNorm > 0;
    }
}
