package io.maskwise.model;

import static org.bytedeco.openblas.global.openblas_nolapack.CblasNoTrans;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasRowMajor;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasTrans;
import static org.bytedeco.openblas.global.openblas_nolapack.cblas_dgemm;

import java.nio.DoubleBuffer;
import org.bytedeco.openblas.global.openblas_nolapack;
import org.nd4j.linalg.factory.Nd4j;

/** Products of matrices that are stored row by row, by OpenBLAS with one thread. */
final class Gemm {
    static {
        // ND4J sets the number of threads when its own BLAS comes up; that must have happened before ours counts.
        Nd4j.factory().blas();
        // Several threads would split a product differently on another number of cores, and the bits with it.
        openblas_nolapack.blas_set_num_threads(1);
    }

    private Gemm() {}

    /** Does what this class does when it is loaded, for products that others compute. */
    static void useOneThread() {
        // Loading was enough.
    }

    /** {@code c[m, n] += a[m, k] b[k, n]}. */
    static void addProduct(double[] a, double[] b, double[] c, int m, int n, int k) {
        if (m > 0 && n > 0 && k > 0) {
            cblas_dgemm(CblasRowMajor, CblasNoTrans, CblasNoTrans, m, n, k, 1, a, k, b, n, 1, c, n);
        }
    }

    /** {@code c[m, n] += a[k, m]' b[k, n]}. */
    static void addProductOfTransposed(double[] a, double[] b, double[] c, int m, int n, int k) {
        if (m > 0 && n > 0 && k > 0) {
            cblas_dgemm(CblasRowMajor, CblasTrans, CblasNoTrans, m, n, k, 1, a, m, b, n, 1, c, n);
        }
    }

    /** {@code c[m, n] += a[m, k] b[n, k]'}. */
    static void addProductWithTransposed(double[] a, double[] b, double[] c, int m, int n, int k) {
        if (m > 0 && n > 0 && k > 0) {
            cblas_dgemm(CblasRowMajor, CblasNoTrans, CblasTrans, m, n, k, 1, a, k, b, k, 1, c, n);
        }
    }

    /** {@code c[m, n] = a[m, k] b[k, n]}, in buffers outside the heap. */
    static void product(DoubleBuffer a, DoubleBuffer b, DoubleBuffer c, int m, int n, int k) {
        cblas_dgemm(CblasRowMajor, CblasNoTrans, CblasNoTrans, m, n, k, 1, a, k, b, n, 0, c, n);
    }

    /** {@code c[m, n] = a[m, k] b[n, k]'}, in buffers outside the heap. */
    static void productWithTransposed(DoubleBuffer a, DoubleBuffer b, DoubleBuffer c, int m, int n, int k) {
        cblas_dgemm(CblasRowMajor, CblasNoTrans, CblasTrans, m, n, k, 1, a, k, b, k, 0, c, n);
    }
}
