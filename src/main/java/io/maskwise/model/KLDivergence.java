package io.maskwise.model;

/**
 * The Kullback-Leibler divergence of predicted from target distributions, the sum over the features; Keras'
 * {@code KLDivergence}.
 *
 * <p>Both are clipped to [1e-7, 1], as in Keras, and not normalised.
 */
public record KLDivergence() implements Loss {
    @Override
    public double position(double[] prediction, double[] target, double[] gradient) {
        double sum = 0;
        for (int i = 0; i < prediction.length; i++) {
            double expected = clipped(target[i]);
            double predicted = clipped(prediction[i]);
            sum += expected * Math.log(expected / predicted);
            gradient[i] = predicted == prediction[i] ? -expected / predicted : 0;
        }
        return sum;
    }

    private static double clipped(double share) {
        return Math.min(Math.max(share, Probability.EPSILON), 1);
    }
}
