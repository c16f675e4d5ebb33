package io.maskwise.metrics;

/**
 * What a metric compares, labels or predictions: a vector per token, shape {@code [batch, time, features]}.
 *
 * <p>One feature is a class id or a number per token; several are a vector, such as the scores of the classes. Arrays
 * of rows are copied.
 */
public final class TokenValues {
    private final int batch;
    private final int time;
    private final int features;
    private final double[] values;

    private TokenValues(int batch, int time, int features, double[] values) {
        if (batch > 0 && time > 0 && features == 0) {
            throw new IllegalArgumentException("Invalid values: 0 features (must be >= 1)");
        }
        this.batch = batch;
        this.time = time;
        this.features = features;
        this.values = values;
    }

    /**
     * A class id per token.
     *
     * @param rows shape {@code [batch, time]}
     * @throws IllegalArgumentException if the rows differ in length
     */
    public static TokenValues ofIds(int[][] rows) {
        double[][] numbers = new double[rows.length][];
        for (int row = 0; row < rows.length; row++) {
            numbers[row] = new double[rows[row].length];
            for (int step = 0; step < rows[row].length; step++) {
                numbers[row][step] = rows[row][step];
            }
        }
        return ofNumbers(numbers);
    }

    /**
     * A number per token.
     *
     * @param rows shape {@code [batch, time]}
     * @throws IllegalArgumentException if the rows differ in length
     */
    public static TokenValues ofNumbers(double[][] rows) {
        int time = rows.length == 0 ? 0 : rows[0].length;
        double[] values = new double[size(rows.length, time, 1)];
        for (int row = 0; row < rows.length; row++) {
            checkSteps(row, rows[row].length, time);
            System.arraycopy(rows[row], 0, values, row * time, time);
        }
        return new TokenValues(rows.length, time, 1, values);
    }

    /**
     * A vector per token.
     *
     * @param rows shape {@code [batch, time, features]}
     * @throws IllegalArgumentException if the rows or the vectors differ in length
     */
    public static TokenValues ofVectors(double[][][] rows) {
        int time = rows.length == 0 ? 0 : rows[0].length;
        int features = time == 0 ? 0 : rows[0][0].length;
        double[] values = new double[size(rows.length, time, features)];
        for (int row = 0; row < rows.length; row++) {
            checkSteps(row, rows[row].length, time);
            for (int step = 0; step < time; step++) {
                checkFeatures(row, step, rows[row][step].length, features);
                System.arraycopy(rows[row][step], 0, values, (row * time + step) * features, features);
            }
        }
        return new TokenValues(rows.length, time, features, values);
    }

    /**
     * The values of a tensor, which are lent, not copied.
     *
     * @param values row-major, of the shape {@code [batch, time, features]}
     * @throws IllegalArgumentException if the values do not fill the shape
     */
    public static TokenValues ofFlat(double[] values, int batch, int time, int features) {
        if (values.length != size(batch, time, features)) {
            throw new IllegalArgumentException("Invalid values: " + values.length + " (must be "
                    + size(batch, time, features) + " for the shape [" + batch + ", " + time + ", " + features + "])");
        }
        return new TokenValues(batch, time, features, values);
    }

    private static int size(int batch, int time, int features) {
        if (batch < 0 || time < 0 || features < 0 || (double) batch * time * features > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("Invalid shape: [" + batch + ", " + time + ", " + features
                    + "] (must be >= 0 everywhere, of at most " + Integer.MAX_VALUE + " values)");
        }
        return batch * time * features;
    }

    private static void checkSteps(int row, int steps, int time) {
        if (steps != time) {
            throw new IllegalArgumentException(
                    "Invalid values: row " + row + " has " + steps + " steps (must be " + time + ", as row 0)");
        }
    }

    private static void checkFeatures(int row, int step, int features, int expected) {
        if (features != expected) {
            throw new IllegalArgumentException("Invalid values: row " + row + ", step " + step + " has " + features
                    + " features (must be " + expected + ", as the first)");
        }
    }

    /** The number of rows. */
    public int batch() {
        return batch;
    }

    /** The number of steps in every row. */
    public int time() {
        return time;
    }

    /** The number of values of a token. */
    public int features() {
        return features;
    }

    /** A value of the token at {@code row * time + step}. */
    double value(int token, int feature) {
        return values[token * features + feature];
    }
}
