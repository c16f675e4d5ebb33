package io.maskwise.model;

import io.maskwise.Sha256;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;

/**
 * How this machine and this code calculate in single precision, told from the bits of some products and activations.
 *
 * <p>OpenBLAS chooses its kernels by the processor, or as {@code OPENBLAS_CORETYPE} says, and they add in different orders;
 * another version of this project may round an LSTM's gates or GELU otherwise. So runs of different arithmetic come to
 * parameters that differ by roundings.
 */
public final class Arithmetic {
    private static final int[][] SHAPES = {{1, 64, 512}, {7, 128, 512}, {32, 100, 33}, {64, 256, 19}};
    private static final int ACTIVATIONS = 4096;
    private static final int DIGITS = 12;
    private static final String HERE = measured();

    private Arithmetic() {}

    /** Twelve hexadecimal digits, the same on all machines that calculate alike. */
    public static String signature() {
        return HERE;
    }

    private static String measured() {
        MessageDigest digest = Sha256.begin();
        Random random = new Random(1);
        for (int[] shape : SHAPES) {
            digest.update(product(random, shape[0], shape[1], shape[2]));
        }
        digest.update(activations());
        return Sha256.hexadecimal(digest.digest()).substring(0, DIGITS);
    }

    /** From -10 to 10, where each of them reaches its limit. */
    private static byte[] activations() {
        float[] values = new float[ACTIVATIONS];
        for (int i = 0; i < ACTIVATIONS; i++) {
            values[i] = 20f * i / ACTIVATIONS - 10;
        }
        float[] sigmoid = values.clone();
        float[] gelu = new float[ACTIVATIONS];
        float[] slope = new float[ACTIVATIONS];
        Arrays.fill(slope, 1);
        FloatGelu.values(values, gelu, ACTIVATIONS);
        FloatGelu.backward(values, slope, ACTIVATIONS);
        FloatGates.tanh(values, 0, ACTIVATIONS);
        FloatGates.sigmoid(sigmoid, 0, ACTIVATIONS);
        ByteBuffer all = ByteBuffer.allocate(4 * ACTIVATIONS * Float.BYTES);
        Stream.of(values, sigmoid, gelu, slope).map(Arithmetic::bytes).forEach(all::put);
        return all.array();
    }

    private static byte[] product(Random random, int rows, int inner, int columns) {
        FloatMatrix product = new FloatMatrix().reserve(rows * columns);
        FloatMatrix left = random(random, rows * inner);
        FloatBlock right = new FloatBlock(random(random, inner * columns), 0, columns);
        product.product(0, 0, left, 0, right, rows, columns, inner);
        float[] values = new float[rows * columns];
        product.get(0, values, 0, values.length);
        return bytes(values);
    }

    private static byte[] bytes(float[] values) {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        return bytes.array();
    }

    private static FloatMatrix random(Random random, int length) {
        float[] values = new float[length];
        for (int i = 0; i < length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        FloatMatrix matrix = new FloatMatrix().reserve(length);
        matrix.put(0, values, 0, length);
        return matrix;
    }
}
