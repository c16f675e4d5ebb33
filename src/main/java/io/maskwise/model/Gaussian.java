package io.maskwise.model;

/** The normal distribution, for {@link ActivationFunction#GELU}. */
final class Gaussian {
    /** Beyond it the cumulative function differs from 0 or 1 by less than a double can tell from 1. */
    private static final double TAIL = 8.3;

    private static final double DENSITY_AT_ZERO = 1 / Math.sqrt(2 * Math.PI);

    private Gaussian() {}

    static double density(double x) {
        return DENSITY_AT_ZERO * Math.exp(-x * x / 2);
    }

    /**
     * The cumulative function, to an absolute error of 1e-15.
     *
     * <p>{@code 1/2 + density(x) (x + x^3/3 + x^5/(3 5) + …)}, whose terms all have the sign of {@code x}.
     *
     * <pre>
     * George Marsaglia. Evaluating the Normal Distribution.
     * Journal of Statistical Software 11 (4), 2004.
     * </pre>
     */
    static double cumulative(double x) {
        if (Math.abs(x) > TAIL) {
            return x > 0 ? 1 : 0;
        }
        double term = x;
        double sum = x;
        double before = Double.NaN;
        for (int odd = 3; sum != before && !Double.isNaN(sum); odd += 2) {
            term *= x * x / odd;
            before = sum;
            sum += term;
        }
        return 0.5 + density(x) * sum;
    }
}
