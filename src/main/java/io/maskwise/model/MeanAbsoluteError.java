package io.maskwise.model;

/** The absolute error, the mean over the features; Keras' {@code MeanAbsoluteError}. Its derivative at 0 is 0. */
public record MeanAbsoluteError() implements FeatureMeanLoss {
    @Override
    public double feature(double prediction, double target) {
        return Math.abs(prediction - target);
    }

    @Override
    public double derivative(double prediction, double target) {
        return Math.signum(prediction - target);
    }
}
