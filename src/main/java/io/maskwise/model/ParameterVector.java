package io.maskwise.model;

import io.maskwise.Sha256;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * A flat vector of parameters, gradients or updater state, in the precision of its network.
 *
 * <p>Immutable by agreement: it wraps the array that it is given, which nobody changes afterwards, unless it is given to
 * {@link SpareVectors}.
 */
public final class ParameterVector implements Serializable {
    private static final long serialVersionUID = 1L;
    private static final int CHUNK = 1 << 14;
    private static final int PIECE = 1 << 20;

    /** Of all values, for who copies them or looks through them. */
    static final int SLICES = 8;

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

    /** What its values take, in bytes. */
    public long bytes() {
        return (long) length() * bytesPerValue();
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

    /** Adds every value, times a weight, to the sum at its place. */
    public void addTo(double[] sums, long weight) {
        if (precision == Precision.FLOAT) {
            for (int i = 0; i < floats.length; i++) {
                sums[i] += weight * (double) floats[i];
            }
        } else {
            for (int i = 0; i < doubles.length; i++) {
                sums[i] += weight * doubles[i];
            }
        }
    }

    /** The first sums become so many values from a place on, each times a weight: a zero below zero stays one. */
    public void putTo(double[] sums, int start, int count, long weight) {
        if (precision == Precision.FLOAT) {
            for (int i = 0; i < count; i++) {
                sums[i] = weight * (double) floats[start + i];
            }
        } else {
            for (int i = 0; i < count; i++) {
                sums[i] = weight * doubles[start + i];
            }
        }
    }

    /** Adds so many values from a place on, each times a weight, to the first sums. */
    public void addTo(double[] sums, int start, int count, long weight) {
        if (precision == Precision.FLOAT) {
            for (int i = 0; i < count; i++) {
                sums[i] += weight * (double) floats[start + i];
            }
        } else {
            for (int i = 0; i < count; i++) {
                sums[i] += weight * doubles[start + i];
            }
        }
    }

    /** Sums divided by their weight, rounded to a precision; times a reciprocal, as a division takes five times as long. */
    public static ParameterVector quotient(Precision precision, double[] sums, long weight) {
        double share = 1.0 / weight;
        return rounded(precision, Arrays.stream(sums).map(sum -> sum * share).toArray());
    }

    /** The values from one place up to, and without, another; of all there is no copy. */
    public ParameterVector slice(int start, int end) {
        if (start == 0 && end == length()) {
            return this;
        }
        return precision == Precision.FLOAT
                ? of(Arrays.copyOfRange(floats, start, end))
                : of(Arrays.copyOfRange(doubles, start, end));
    }

    /** Whether every value is finite. */
    public boolean isFinite() {
        return isFinite(Helpers.NONE);
    }

    /**
     * The same, by several threads.
     *
     * @param helpers who may each look at some of the values
     */
    public boolean isFinite(Helpers helpers) {
        AtomicBoolean finite = new AtomicBoolean(true);
        new Slices(length(), SLICES).share(helpers, (start, count) -> {
            if (!(precision == Precision.FLOAT
                    ? areFinite(floats, start, start + count)
                    : areFinite(doubles, start, start + count))) {
                finite.set(false);
            }
        });
        return finite.get();
    }

    /** A finite value times 0 is 0, any other NaN; four sums do not wait for each other. */
    private static boolean areFinite(float[] values, int start, int end) {
        float a = 0;
        float b = 0;
        float c = 0;
        float d = 0;
        int whole = end - (end - start) % 4;
        for (int i = start; i < whole; i += 4) {
            a += values[i] * 0;
            b += values[i + 1] * 0;
            c += values[i + 2] * 0;
            d += values[i + 3] * 0;
        }
        for (int i = whole; i < end; i++) {
            a += values[i] * 0;
        }
        return a + b + c + d == 0;
    }

    private static boolean areFinite(double[] values, int start, int end) {
        double a = 0;
        double b = 0;
        int whole = end - (end - start) % 2;
        for (int i = start; i < whole; i += 2) {
            a += values[i] * 0;
            b += values[i + 1] * 0;
        }
        for (int i = whole; i < end; i++) {
            a += values[i] * 0;
        }
        return a + b == 0;
    }

    /** Writes every value in its precision, little-endian. */
    public void writeTo(OutputStream out) throws IOException {
        for (int start = 0; start < length(); start += Math.min(CHUNK, length() - start)) {
            out.write(bytes(start, Math.min(CHUNK, length() - start)));
        }
    }

    private byte[] bytes(int start, int count) {
        byte[] bytes = new byte[count * bytesPerValue()];
        ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        if (precision == Precision.FLOAT) {
            buffer.asFloatBuffer().put(floats, start, count);
        } else {
            buffer.asDoubleBuffer().put(doubles, start, count);
        }
        return bytes;
    }

    private int bytesPerValue() {
        return precision == Precision.FLOAT ? Float.BYTES : Double.BYTES;
    }

    /**
     * The vector that {@link #writeTo} wrote.
     *
     * @throws IllegalArgumentException if the bytes are no whole number of values
     */
    public static ParameterVector ofBytes(Precision precision, byte[] bytes) {
        return ofBytes(precision, ByteBuffer.wrap(bytes));
    }

    /**
     * The vector that {@link #writeTo} wrote, from what is left in a buffer.
     *
     * @throws IllegalArgumentException if that is no whole number of values
     */
    public static ParameterVector ofBytes(Precision precision, ByteBuffer bytes) {
        ByteBuffer buffer = bytes.slice().order(ByteOrder.LITTLE_ENDIAN);
        int width = precision == Precision.FLOAT ? Float.BYTES : Double.BYTES;
        if (buffer.remaining() % width != 0) {
            throw new IllegalArgumentException(
                    "Invalid vector: " + buffer.remaining() + " bytes (must be a multiple of " + width + ")");
        }
        if (precision == Precision.FLOAT) {
            float[] floats = new float[buffer.remaining() / width];
            buffer.asFloatBuffer().get(floats);
            return of(floats);
        }
        double[] doubles = new double[buffer.remaining() / width];
        buffer.asDoubleBuffer().get(doubles);
        return of(doubles);
    }

    /** Java writes arrays of numbers one by one, which would take longer than many a round. */
    private Object writeReplace() {
        List<byte[]> pieces = new ArrayList<>();
        for (int start = 0; start < length(); start += Math.min(PIECE, length() - start)) {
            pieces.add(bytes(start, Math.min(PIECE, length() - start)));
        }
        return new Packed(precision, length(), pieces);
    }

    /** @param pieces of {@link #PIECE} values each but the last, as an array has room for 2 GiB only */
    private record Packed(Precision precision, int length, List<byte[]> pieces) implements Serializable {
        private Object readResolve() {
            Builder whole = new Builder(precision, length);
            int start = 0;
            for (byte[] piece : pieces) {
                ParameterVector part = ofBytes(precision, piece);
                whole.put(start, part);
                start += part.length();
            }
            return whole.build();
        }
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

    /** Its own values, which are not to be changed; none in double precision. */
    float[] floats() {
        return floats;
    }

    /** A vector that is put together from parts, in any order, by any threads. */
    public static final class Builder {
        private final Precision precision;
        private final int length;
        private @Nullable ParameterVector whole;

        /** A vector of zeros, to begin with. */
        public Builder(Precision precision, int length) {
            this.precision = precision;
            this.length = length;
        }

        /** Sets the values from a place on; where a part is the whole, it is not copied. */
        public void put(int start, ParameterVector part) {
            if (part.length() == length && part.precision == precision) {
                adopt(part);
            } else if (precision == Precision.FLOAT) {
                System.arraycopy(part.floats, 0, whole().floats, start, part.floats.length);
            } else {
                System.arraycopy(part.doubles, 0, whole().doubles, start, part.doubles.length);
            }
        }

        private synchronized void adopt(ParameterVector part) {
            whole = part;
        }

        private synchronized ParameterVector whole() {
            ParameterVector made = whole;
            if (made == null) {
                made = precision == Precision.FLOAT ? of(new float[length]) : of(new double[length]);
                whole = made;
            }
            return made;
        }

        /** Sets so many values from a place on to sums divided by their weight, as {@link #quotient} does. */
        public void putQuotients(int start, double[] sums, int count, long weight) {
            ParameterVector values = whole();
            double share = 1.0 / weight;
            if (precision == Precision.FLOAT) {
                for (int i = 0; i < count; i++) {
                    values.floats[start + i] = (float) (sums[i] * share);
                }
            } else {
                for (int i = 0; i < count; i++) {
                    values.doubles[start + i] = sums[i] * share;
                }
            }
        }

        /** Sets so many values from a place on to the means of those of two vectors, in one go and to the same bits. */
        public void putMeans(
                int start,
                int count,
                ParameterVector one,
                long weightOfOne,
                ParameterVector other,
                long weightOfOther) {
            ParameterVector values = whole();
            double share = 1.0 / Math.addExact(weightOfOne, weightOfOther);
            if (precision == Precision.FLOAT) {
                for (int i = start; i < start + count; i++) {
                    double sum = weightOfOne * (double) one.floats[i] + weightOfOther * (double) other.floats[i];
                    values.floats[i] = (float) (sum * share);
                }
            } else {
                for (int i = start; i < start + count; i++) {
                    double sum = weightOfOne * one.doubles[i] + weightOfOther * other.doubles[i];
                    values.doubles[i] = sum * share;
                }
            }
        }

        /** The vector; nothing may be put into it any more. */
        public ParameterVector build() {
            return whole();
        }
    }
}
