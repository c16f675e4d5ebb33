package io.maskwise.model;

/** The squared error, the mean over the features; Keras' {@code MeanSquaredError}. */
public record MeanSquaredError() implements FeatureMeanLoss {
    @Override
    public double feature(double prediction, double target) {
        double error = prediction - target;
        return error * error;
    }

    @Override
    public double derivative(double prediction, double target) {
        return 2 * (prediction - target);
    }
}
