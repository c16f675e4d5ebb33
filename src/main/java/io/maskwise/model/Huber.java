package io.maskwise.model;

/**
 * Half the squared error where it is small, linear where it is large, the mean over the features; Keras' {@code Huber}.
 *
 * @param delta where small errors end, positive
 */
public record Huber(double delta) implements FeatureMeanLoss {
    public Huber {
        if (!(delta > 0 && delta < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("Invalid delta: " + delta + " (must be finite and > 0)");
        }
    }

    /** Keras' default: small errors end at 1. */
    public Huber() {
        this(1);
    }

    @Override
    public double feature(double prediction, double target) {
        double error = Math.abs(prediction - target);
        return error <= delta ? error * error / 2 : delta * error - delta * delta / 2;
    }

    @Override
    public double derivative(double prediction, double target) {
        double error = prediction - target;
        return Math.abs(error) <= delta ? error : delta * Math.signum(error);
    }
}
