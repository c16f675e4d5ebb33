package io.maskwise.model;

import io.maskwise.Sha256;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.util.Random;

/**
 * By which of its kernels OpenBLAS multiplies on this machine, told from the bits of some products.
 *
 * <p>It chooses them by the processor, or as {@code OPENBLAS_CORETYPE} says, and they add in different orders. So runs
 * of different arithmetic come to parameters that differ by roundings.
 */
public final class Arithmetic {
    private static final int[][] SHAPES = {{1, 64, 512}, {7, 128, 512}, {32, 100, 33}, {64, 256, 19}};
    private static final int DIGITS = 12;
    private static final String HERE = measured();

    private Arithmetic() {}

    /** Twelve hexadecimal digits, the same on all machines that multiply alike. */
    public static String signature() {
        return HERE;
    }

    private static String measured() {
        MessageDigest digest = Sha256.begin();
        Random random = new Random(1);
        for (int[] shape : SHAPES) {
            digest.update(product(random, shape[0], shape[1], shape[2]));
        }
        return Sha256.hexadecimal(digest.digest()).substring(0, DIGITS);
    }

    private static byte[] product(Random random, int rows, int inner, int columns) {
        FloatMatrix product = new FloatMatrix().reserve(rows * columns);
        FloatMatrix left = random(random, rows * inner);
        FloatBlock right = new FloatBlock(random(random, inner * columns), 0, columns);
        product.product(0, 0, left, 0, right, rows, columns, inner);
        float[] values = new float[rows * columns];
        product.get(0, values, 0, values.length);
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
