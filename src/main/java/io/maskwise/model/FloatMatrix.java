package io.maskwise.model;

import static org.bytedeco.openblas.global.openblas_nolapack.CblasNoTrans;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasRowMajor;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasTrans;
import static org.bytedeco.openblas.global.openblas_nolapack.cblas_sgemm;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import org.bytedeco.javacpp.FloatPointer;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Memory outside the heap for matrices of single precision, which native products read and write without a copy.
 *
 * <p>It only grows, as far as its largest matrix needs, but for ND4J's, which stays as it is. Only ND4J's is for several
 * threads at once, each with other parts of it.
 */
final class FloatMatrix {
    static {
        Gemm.useOneThread();
    }

    private static final int PIECE = 4096;
    /** OpenBLAS takes a product of so many multiplications as it is. */
    private static final int SMALL = 1_000_000;
    /** Where a factor has so many columns at most, enough rows make such a product. */
    private static final int SMALL_SIDE = 128;

    private FloatBuffer buffer = FloatBuffer.allocate(0);
    private FloatPointer pointer = new FloatPointer();
    private float[] piece = new float[0];
    /** ND4J frees memory when nobody knows its array any more. */
    private @Nullable INDArray owner;

    /** Memory of ND4J, which is not to be reserved. */
    static FloatMatrix over(INDArray array) {
        FloatMatrix matrix = new FloatMatrix();
        matrix.pointer = new FloatPointer(array.data().addressPointer()).capacity(array.length());
        matrix.buffer = matrix.pointer.asBuffer();
        matrix.owner = array;
        return matrix;
    }

    /** Makes room for so many values; what was there is lost where there was less. */
    FloatMatrix reserve(int length) {
        if (buffer.capacity() < length) {
            if (owner != null) {
                throw new IllegalStateException(
                        "Cannot make room for " + length + " values in memory of ND4J that has " + buffer.capacity());
            }
            buffer = ByteBuffer.allocateDirect(Math.multiplyExact(length, Float.BYTES))
                    .order(ByteOrder.nativeOrder())
                    .asFloatBuffer();
            pointer = new FloatPointer(buffer);
        }
        return this;
    }

    void put(int at, float[] values, int from, int length) {
        buffer.put(at, values, from, length);
    }

    void get(int at, float[] values, int from, int length) {
        buffer.get(at, values, from, length);
    }

    /** Takes values of double precision, rounded. */
    void put(int at, double[] values) {
        float[] rounded = piece(values.length);
        for (int done = 0; done < values.length; done += rounded.length) {
            int count = Math.min(rounded.length, values.length - done);
            for (int i = 0; i < count; i++) {
                rounded[i] = (float) values[done + i];
            }
            buffer.put(at + done, rounded, 0, count);
        }
    }

    /** Fills an array with the values from a place on, each widened exactly. */
    void get(int at, double[] values) {
        float[] read = piece(values.length);
        for (int done = 0; done < values.length; done += read.length) {
            int count = Math.min(read.length, values.length - done);
            buffer.get(at + done, read, 0, count);
            for (int i = 0; i < count; i++) {
                values[done + i] = read[i];
            }
        }
    }

    private float[] piece(int length) {
        int wanted = Math.min(PIECE, length);
        if (owner != null) {
            return new float[wanted];
        }
        if (piece.length < wanted) {
            piece = new float[wanted];
        }
        return piece;
    }

    /** So many rows, from a place on, become a part of a vector of double precision, rounded. */
    void fillRows(int at, double[] vector, int from, int columns, int rows) {
        float[] rounded = new float[columns];
        for (int i = 0; i < columns; i++) {
            rounded[i] = (float) vector[from + i];
        }
        for (int i = 0; i < rows; i++) {
            buffer.put(at + i * columns, rounded, 0, columns);
        }
    }

    /** Adds the values from a place on to as many of double precision. */
    void addTo(int at, double[] sum) {
        float[] read = piece(sum.length);
        for (int done = 0; done < sum.length; done += read.length) {
            int count = Math.min(read.length, sum.length - done);
            buffer.get(at + done, read, 0, count);
            for (int i = 0; i < count; i++) {
                sum[done + i] += read[i];
            }
        }
    }

    /** Memory of ND4J is of a whole network, of which several threads may read and write different parts. */
    private FloatPointer at(int position) {
        FloatPointer own = owner == null ? pointer : new FloatPointer(pointer);
        return own.position(position);
    }

    /** Values {@code at} on become {@code beta} times themselves and {@code a[m, k] b[k, n]}, {@code a} from a place on. */
    void product(int at, float beta, FloatMatrix a, int atA, FloatBlock b, int m, int n, int k) {
        multiply(
                CblasNoTrans,
                CblasNoTrans,
                new FloatBlock(this, at, n),
                1,
                new FloatBlock(a, atA, k),
                b,
                beta,
                m,
                n,
                k);
    }

    /** The first values become {@code beta} times themselves and {@code a[m, k] b[n, k]'}, {@code a} from a place on. */
    void productWithTransposed(float beta, FloatMatrix a, int atA, FloatBlock b, int m, int n, int k) {
        multiply(CblasNoTrans, CblasTrans, new FloatBlock(this, 0, n), 1, new FloatBlock(a, atA, k), b, beta, m, n, k);
    }

    /** A block becomes {@code factor} times {@code a[m, k] b[k, n]}; the three are parts of different matrices. */
    static void product(FloatBlock c, float factor, FloatBlock a, FloatBlock b, int m, int n, int k) {
        multiply(CblasNoTrans, CblasNoTrans, c, factor, a, b, 0, m, n, k);
    }

    /** A block becomes {@code factor} times {@code a[m, k] b[n, k]'}. */
    static void productWithTransposed(FloatBlock c, float factor, FloatBlock a, FloatBlock b, int m, int n, int k) {
        multiply(CblasNoTrans, CblasTrans, c, factor, a, b, 0, m, n, k);
    }

    /**
     * A block becomes {@code factor} times {@code a[k, m]' b[k, n]}, zeros where {@code k} is 0.
     *
     * <p>A sum over many rows is cut into products that OpenBLAS computes as they are, without copying their factors
     * into an order of its own first, on processors where it can.
     */
    static void productOfTransposed(FloatBlock c, float factor, FloatBlock a, FloatBlock b, int m, int n, int k) {
        int columns = m <= SMALL_SIDE ? SMALL_SIDE : SMALL_SIDE / 2;
        if ((long) m * n * k <= SMALL || m > 2 * SMALL_SIDE) {
            multiply(CblasTrans, CblasNoTrans, c, factor, a, b, 0, m, n, k);
            return;
        }
        int rows = Math.max(SMALL / (m * Math.min(n, columns)) & -16, 16);
        for (int column = 0; column < n; column += columns) {
            int ofColumns = Math.min(columns, n - column);
            for (int row = 0; row < k; row += rows) {
                FloatBlock left = a.below(row);
                FloatBlock right = b.below(row).from(column);
                int ofRows = Math.min(rows, k - row);
                multiply(
                        CblasTrans,
                        CblasNoTrans,
                        c.from(column),
                        factor,
                        left,
                        right,
                        row == 0 ? 0 : 1,
                        m,
                        ofColumns,
                        ofRows);
            }
        }
    }

    private static void multiply(
            int transA,
            int transB,
            FloatBlock c,
            float factor,
            FloatBlock a,
            FloatBlock b,
            float beta,
            int m,
            int n,
            int k) {
        if (m == 0 || n == 0) {
            return;
        }
        cblas_sgemm(
                CblasRowMajor,
                transA,
                transB,
                m,
                n,
                k,
                factor,
                a.matrix().at(a.at()),
                a.stride(),
                b.matrix().at(b.at()),
                b.stride(),
                beta,
                c.matrix().at(c.at()),
                c.stride());
    }
}
