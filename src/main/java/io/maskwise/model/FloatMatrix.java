package io.maskwise.model;

import static org.bytedeco.openblas.global.openblas_nolapack.CblasNoTrans;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasRowMajor;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasTrans;
import static org.bytedeco.openblas.global.openblas_nolapack.cblas_sgemm;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import org.bytedeco.javacpp.FloatPointer;

/**
 * Memory outside the heap for matrices of single precision, which native products read and write without a copy.
 *
 * <p>It only grows, as far as its largest matrix needs. Not for several threads at once.
 */
final class FloatMatrix {
    static {
        Gemm.useOneThread();
    }

    private FloatBuffer buffer = FloatBuffer.allocate(0);
    private FloatPointer pointer = new FloatPointer();

    /** Makes room for so many values; what was there is lost where there was less. */
    FloatMatrix reserve(int length) {
        if (buffer.capacity() < length) {
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

    /** Takes values of double precision, rounded; {@code piece} is scratch. */
    void put(double[] values, float[] piece) {
        for (int done = 0; done < values.length; done += piece.length) {
            int count = Math.min(piece.length, values.length - done);
            for (int i = 0; i < count; i++) {
                piece[i] = (float) values[done + i];
            }
            buffer.put(done, piece, 0, count);
        }
    }

    /** The first rows become a vector of double precision, rounded. */
    void fillRows(double[] row, int rows) {
        float[] rounded = new float[row.length];
        for (int i = 0; i < row.length; i++) {
            rounded[i] = (float) row[i];
        }
        for (int i = 0; i < rows; i++) {
            buffer.put(i * rounded.length, rounded, 0, rounded.length);
        }
    }

    /** Adds the first values to as many of double precision; {@code piece} is scratch. */
    void addTo(double[] sum, float[] piece) {
        for (int done = 0; done < sum.length; done += piece.length) {
            int count = Math.min(piece.length, sum.length - done);
            buffer.get(done, piece, 0, count);
            for (int i = 0; i < count; i++) {
                sum[done + i] += piece[i];
            }
        }
    }

    private FloatPointer at(int position) {
        return pointer.position(position);
    }

    /** Values {@code at} on become {@code beta} times themselves and {@code a[m, k] b[k, n]}, {@code a} from a place on. */
    void product(int at, float beta, FloatMatrix a, int atA, FloatMatrix b, int m, int n, int k) {
        if (m > 0) {
            cblas_sgemm(
                    CblasRowMajor, CblasNoTrans, CblasNoTrans, m, n, k, 1, a.at(atA), k, b.at(0), n, beta, at(at), n);
        }
    }

    /** The first values become {@code a[m, k] b[n, k]'}, {@code a} from a place on. */
    void productWithTransposed(FloatMatrix a, int atA, FloatMatrix b, int m, int n, int k) {
        productWithTransposed(0, a, atA, b, m, n, k);
    }

    /** The first values become {@code beta} times themselves and {@code a[m, k] b[n, k]'}, {@code a} from a place on. */
    void productWithTransposed(float beta, FloatMatrix a, int atA, FloatMatrix b, int m, int n, int k) {
        if (m > 0) {
            cblas_sgemm(CblasRowMajor, CblasNoTrans, CblasTrans, m, n, k, 1, a.at(atA), k, b.at(0), k, beta, at(0), n);
        }
    }

    /** A block becomes {@code factor} times {@code a[m, k] b[k, n]}; the three are parts of different matrices. */
    static void product(FloatBlock c, float factor, FloatBlock a, FloatBlock b, int m, int n, int k) {
        multiply(CblasNoTrans, CblasNoTrans, c, factor, a, b, m, n, k);
    }

    /** A block becomes {@code factor} times {@code a[m, k] b[n, k]'}. */
    static void productWithTransposed(FloatBlock c, float factor, FloatBlock a, FloatBlock b, int m, int n, int k) {
        multiply(CblasNoTrans, CblasTrans, c, factor, a, b, m, n, k);
    }

    /** A block becomes {@code factor} times {@code a[k, m]' b[k, n]}. */
    static void productOfTransposed(FloatBlock c, float factor, FloatBlock a, FloatBlock b, int m, int n, int k) {
        multiply(CblasTrans, CblasNoTrans, c, factor, a, b, m, n, k);
    }

    private static void multiply(
            int transA, int transB, FloatBlock c, float factor, FloatBlock a, FloatBlock b, int m, int n, int k) {
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
                0,
                c.matrix().at(c.at()),
                c.stride());
    }

    /** The first values become {@code a[k, m]' b[k, n]}, zeros where {@code k} is 0. */
    void productOfTransposed(FloatMatrix a, FloatMatrix b, int m, int n, int k) {
        cblas_sgemm(CblasRowMajor, CblasTrans, CblasNoTrans, m, n, k, 1, a.at(0), m, b.at(0), n, 0, at(0), n);
    }
}
