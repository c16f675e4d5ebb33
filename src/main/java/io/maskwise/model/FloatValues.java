package io.maskwise.model;

import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What flows between layers that compute in single precision, each value exactly what it is in double.
 *
 * <p>Who asks a gradient for its doubles may change them: from then on the values are there in double alone.
 */
final class FloatValues implements SingleValues {
    private @Nullable TableRows rows;
    private float @Nullable [] floats;
    private double @Nullable [] doubles;

    private FloatValues(@Nullable TableRows rows, float @Nullable [] floats) {
        this.rows = rows;
        this.floats = floats;
    }

    /** A tensor of values, which are not copied. */
    static Tensor tensor(float[] values, int... shape) {
        Tensor tensor = Tensor.of(new FloatValues(null, values), shape);
        requireLength(values.length, tensor);
        return tensor;
    }

    private static void requireLength(long values, Tensor tensor) {
        if (values != tensor.length()) {
            throw new IllegalArgumentException("Invalid tensor: " + values + " values (must be " + tensor.length()
                    + " for shape " + Arrays.toString(tensor.shape()) + ")");
        }
    }

    /** A tensor of rows of a table, which are copied if somebody reads them one by one. */
    static Tensor tensor(TableRows rows, int... shape) {
        Tensor tensor = Tensor.of(new FloatValues(rows, null), shape);
        requireLength((long) rows.rows().length * rows.units(), tensor);
        return tensor;
    }

    /** The values of a tensor if they are in single precision, to be read only. */
    static Optional<float[]> of(Tensor tensor) {
        return tensor.single() instanceof FloatValues single ? single.floats() : Optional.empty();
    }

    /** The rows of a table that a tensor is, if it is that. */
    static Optional<TableRows> rows(Tensor tensor) {
        return tensor.single() instanceof FloatValues single ? Optional.ofNullable(single.rows) : Optional.empty();
    }

    private Optional<float[]> floats() {
        if (floats == null && rows != null) {
            floats = rows.values();
        }
        return Optional.ofNullable(floats);
    }

    @Override
    public double[] values() {
        double[] known = doubles;
        if (known == null) {
            float[] narrow = floats().orElseThrow();
            known = new double[narrow.length];
            widen(narrow, 0, known, 0, narrow.length);
            doubles = known;
            floats = null;
            rows = null;
        }
        return known;
    }

    /** Adds some of a tensor's values, in double. */
    static void addTo(Tensor from, int start, double[] sum, int at, int count) {
        Optional<float[]> single = of(from);
        if (single.isPresent()) {
            add(single.get(), start, sum, at, count);
        } else {
            add(from.values(), start, sum, at, count);
        }
    }

    private static void add(float[] more, int start, double[] sum, int at, int count) {
        for (int i = 0; i < count; i++) {
            sum[at + i] += more[start + i];
        }
    }

    private static void add(double[] more, int start, double[] sum, int at, int count) {
        for (int i = 0; i < count; i++) {
            sum[at + i] += more[start + i];
        }
    }

    /** Adds some of a tensor's values, each rounded before. */
    static void addRounded(Tensor from, int start, float[] sum, int at, int count) {
        Optional<float[]> single = of(from);
        if (single.isPresent()) {
            add(single.get(), start, sum, at, count);
        } else {
            add(from.values(), start, sum, at, count);
        }
    }

    private static void add(float[] more, int start, float[] sum, int at, int count) {
        for (int i = 0; i < count; i++) {
            sum[at + i] += more[start + i];
        }
    }

    private static void add(double[] more, int start, float[] sum, int at, int count) {
        for (int i = 0; i < count; i++) {
            sum[at + i] += (float) more[start + i];
        }
    }

    /** Adds numbers to those of another array that stand at the same places, from one (inclusive) to another (not). */
    static void add(float[] more, float[] sum, int from, int to) {
        for (int i = from; i < to; i++) {
            sum[i] += more[i];
        }
    }

    static void widen(float[] from, int start, double[] to, int at, int count) {
        for (int i = 0; i < count; i++) {
            to[at + i] = from[start + i];
        }
    }

    static void round(double[] from, int start, float[] to, int at, int count) {
        for (int i = 0; i < count; i++) {
            to[at + i] = (float) from[start + i];
        }
    }

    /** Copies values of a tensor into an array of single precision, rounded where they are not in it. */
    static void copy(Tensor from, int start, float[] to, int at, int count) {
        Optional<float[]> floats = of(from);
        if (floats.isPresent()) {
            System.arraycopy(floats.get(), start, to, at, count);
        } else {
            round(from.values(), start, to, at, count);
        }
    }
}
