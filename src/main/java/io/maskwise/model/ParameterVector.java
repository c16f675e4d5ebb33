package io.maskwise.model;

import io.maskwise.Sha256;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;

/**
 * A flat vector of parameters, gradients or updater state, in the precision of its network.
 *
 * <p>Immutable by agreement: it wraps the array that it is given, which nobody changes afterwards.
 */
public final class ParameterVector implements Serializable {
    private static final long serialVersionUID = 1L;

    private final Precision precision;
    private final float[] floats;
    private final double[] doubles;

    private ParameterVector(Precision precision, float[] floats, double[] doubles) {
        this.precision = precision;
        this.floats = floats;
        this.doubles = doubles;
    }

    /** A vector in single precision. */
    public static ParameterVector of(float[] values) {
        return new ParameterVector(Precision.FLOAT, values, new double[0]);
    }

    /** A vector in double precision. */
    public static ParameterVector of(double[] values) {
        return new ParameterVector(Precision.DOUBLE, new float[0], values);
    }

    /** A vector of the given precision, each value rounded to it. */
    public static ParameterVector rounded(Precision precision, double[] values) {
        if (precision == Precision.DOUBLE) {
            return of(values);
        }
        float[] floats = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            floats[i] = (float) values[i];
        }
        return of(floats);
    }

    /** The type of its values. */
    public Precision precision() {
        return precision;
    }

    /** The number of values. */
    public int length() {
        return precision == Precision.FLOAT ? floats.length : doubles.length;
    }

    /** One value; a single-precision value is widened exactly. */
    public double at(int index) {
        return precision == Precision.FLOAT ? floats[index] : doubles[index];
    }

    /** A copy of all values in single precision. */
    public float[] toFloats() {
        if (precision == Precision.FLOAT) {
            return floats.clone();
        }
        float[] values = new float[doubles.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) doubles[i];
        }
        return values;
    }

    /** A copy of all values in double precision. */
    public double[] toDoubles() {
        if (precision == Precision.DOUBLE) {
            return doubles.clone();
        }
        double[] values = new double[floats.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = floats[i];
        }
        return values;
    }

    /** Whether every value is finite. */
    public boolean isFinite() {
        for (int i = 0; i < length(); i++) {
            if (!Double.isFinite(at(i))) {
                return false;
            }
        }
        return true;
    }

    /** The SHA-256, in lower-case hexadecimal, of the values as little-endian 32-bit floats. */
    public String digest() {
        MessageDigest sha256 = Sha256.begin();
        ByteBuffer buffer = ByteBuffer.allocate(1 << 14).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < length(); i++) {
            buffer.putFloat((float) at(i));
            if (!buffer.hasRemaining() || i == length() - 1) {
                sha256.update(buffer.flip());
                buffer.clear();
            }
        }
        return Sha256.hexadecimal(sha256.digest());
    }
}
