package io.maskwise.model;

/**
 * The standard normal distribution, to the last bits of a double.
 *
 * <p>The cumulative probability is {@code (1 + erf(x / sqrt 2)) / 2}. It comes from Taylor polynomials about the points
 * {@code k / 64}, whose coefficients follow from the density and the Hermite polynomials: exact to 1e-15, and much
 * faster than a series of its own at every call.
 */
final class StandardNormal {
    private static final int DEGREE = 6;
    private static final int PER_UNIT = 64;
    /** Beyond it the tail is smaller than half a unit in the last place of one. */
    private static final int LIMIT = 9;

    private static final double[] COEFFICIENTS = coefficients();

    private StandardNormal() {}

    /** The coefficients of the polynomial about each point, constant first. */
    private static double[] coefficients() {
        int points = LIMIT * PER_UNIT + 1;
        double[] coefficients = new double[points * (DEGREE + 1)];
        double cumulative = 0.5;
        for (int point = 0; point < points; point++) {
            int start = point * (DEGREE + 1);
            coefficients[start] = cumulative;
            derivatives((double) point / PER_UNIT, coefficients, start);
            // From one point to the next in two halves, where both polynomials are at their best.
            double half = 0.5 / PER_UNIT;
            double[] next = new double[DEGREE + 1];
            derivatives((point + 1.0) / PER_UNIT, next, 0);
            cumulative = value(coefficients, start, half) - value(next, 0, -half);
        }
        return coefficients;
    }

    /** Taylor's coefficients from the first derivative on: those of the density, by Hermite's recurrence. */
    private static void derivatives(double x, double[] coefficients, int start) {
        double before = 0;
        double hermite = StrictMath.exp(-x * x / 2) / StrictMath.sqrt(2 * StrictMath.PI);
        double factorial = 1;
        for (int degree = 1; degree <= DEGREE; degree++) {
            factorial *= degree;
            coefficients[start + degree] = hermite / factorial;
            double next = -x * hermite - (degree - 1) * before;
            before = hermite;
            hermite = next;
        }
    }

    private static double value(double[] coefficients, int start, double distance) {
        double sum = coefficients[start + DEGREE];
        for (int degree = DEGREE - 1; degree >= 0; degree--) {
            sum = sum * distance + coefficients[start + degree];
        }
        return sum;
    }

    /** The probability of a value below {@code x}. */
    static double cumulative(double x) {
        double size = Math.abs(x);
        if (!(size < LIMIT)) {
            return Double.isNaN(x) ? x : x > 0 ? 1 : 0;
        }
        int point = (int) (size * PER_UNIT + 0.5);
        double upper = value(COEFFICIENTS, point * (DEGREE + 1), size - (double) point / PER_UNIT);
        return x < 0 ? 1 - upper : upper;
    }

    /** The density at {@code x}: the polynomial's derivative. */
    static double density(double x) {
        double size = Math.abs(x);
        if (!(size < LIMIT)) {
            return Double.isNaN(x) ? x : 0;
        }
        int point = (int) (size * PER_UNIT + 0.5);
        int start = point * (DEGREE + 1);
        double distance = size - (double) point / PER_UNIT;
        double sum = DEGREE * COEFFICIENTS[start + DEGREE];
        for (int degree = DEGREE - 1; degree >= 1; degree--) {
            sum = sum * distance + degree * COEFFICIENTS[start + degree];
        }
        return sum;
    }
}
