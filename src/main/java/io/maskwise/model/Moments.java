package io.maskwise.model;

import java.util.Arrays;

/** Mean and variance of each feature. */
@SuppressWarnings("ArrayRecordComponent") // made, used once and forgotten
record Moments(double[] mean, double[] variance) {
    /** Those of some vectors, one at least; the variance is the mean square, without Bessel's correction. */
    static Moments of(Tensor values, int[] rows) {
        int features = values.features();
        double[] mean = new double[features];
        double[] variance = new double[features];
        for (int row : rows) {
            for (int feature = 0; feature < features; feature++) {
                mean[feature] += values.values()[row * features + feature] / rows.length;
            }
        }
        for (int row : rows) {
            for (int feature = 0; feature < features; feature++) {
                double centred = values.values()[row * features + feature] - mean[feature];
                variance[feature] += centred * centred / rows.length;
            }
        }
        return new Moments(mean, variance);
    }

    double[] inverseDeviation(double epsilon) {
        return Arrays.stream(variance).map(one -> 1 / Math.sqrt(one + epsilon)).toArray();
    }
}
