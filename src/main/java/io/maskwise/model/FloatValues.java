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
    private float @Nullable [] floats;
    private double @Nullable [] doubles;

    private FloatValues(float[] floats) {
        this.floats = floats;
    }

    /** A tensor of values, which are not copied. */
    static Tensor tensor(float[] values, int... shape) {
        Tensor tensor = Tensor.of(new FloatValues(values), shape);
        if (values.length != tensor.length()) {
            throw new IllegalArgumentException("Invalid tensor: " + values.length + " values (must be "
                    + tensor.length() + " for shape " + Arrays.toString(shape) + ")");
        }
        return tensor;
    }

    /** The values of a tensor if they are in single precision, to be read only. */
    static Optional<float[]> of(Tensor tensor) {
        return tensor.single() instanceof FloatValues single ? Optional.ofNullable(single.floats) : Optional.empty();
    }

    @Override
    public double[] values() {
        double[] known = doubles;
        if (known == null) {
            float[] narrow = floats == null ? new float[0] : floats;
            known = new double[narrow.length];
            widen(narrow, 0, known, 0, narrow.length);
            doubles = known;
            floats = null;
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
