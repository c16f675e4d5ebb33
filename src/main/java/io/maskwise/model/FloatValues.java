package io.maskwise.model;

import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What flows between layers that compute in single precision, each value exactly what it is in double.
 *
 * <p>Who asks for doubles may change them: from then on the values are there in double alone.
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
        if (values.length != tensor.length()) {
            throw new IllegalArgumentException("Invalid tensor: " + values.length + " values (must be "
                    + tensor.length() + " for shape " + Arrays.toString(shape) + ")");
        }
        return tensor;
    }

    /** A tensor of rows of a table, which are copied if somebody reads them one by one. */
    static Tensor tensor(TableRows rows, int... shape) {
        return Tensor.of(new FloatValues(rows, null), shape);
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
