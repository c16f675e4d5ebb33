package io.maskwise.model;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.DoubleBuffer;

/**
 * The product with a recurrent kernel, step after step of one pass in one direction.
 *
 * <p>The kernel is copied outside the heap once a pass, because a native call copies every heap array that it is given.
 * The memory belongs to the thread and is used again by its next pass: one product is done with before the next begins.
 */
final class RecurrentProduct {
    private static final ThreadLocal<Scratch> SCRATCH = ThreadLocal.withInitial(Scratch::new);

    private final int units;
    private final int columns;
    private final Scratch scratch = SCRATCH.get();

    /**
     * @param kernel shape {@code [units, columns]}
     * @param rows the most rows that a step has
     */
    RecurrentProduct(Tensor kernel, int rows) {
        this.units = kernel.dimension(0);
        this.columns = kernel.dimension(1);
        scratch.reserve(Math.multiplyExact(units, columns), Math.multiplyExact(rows, Math.max(units, columns)));
        scratch.kernel.put(0, kernel.values());
    }

    /** {@code hidden[rows, units] kernel}, shape {@code [rows, columns]}. */
    double[] forward(double[] hidden, int rows) {
        scratch.factor.put(0, hidden, 0, rows * units);
        Gemm.product(scratch.factor, scratch.kernel, scratch.product, rows, columns, units);
        return scratch.product(rows * columns);
    }

    /** {@code delta[rows, columns] kernel'}, shape {@code [rows, units]}. */
    double[] backward(double[] delta, int rows) {
        scratch.factor.put(0, delta, 0, rows * columns);
        Gemm.productWithTransposed(scratch.factor, scratch.kernel, scratch.product, rows, units, columns);
        return scratch.product(rows * units);
    }

    /** A thread's memory outside the heap; it only grows, as far as its largest product needs. */
    private static final class Scratch {
        private DoubleBuffer kernel = buffer(0);
        private DoubleBuffer factor = buffer(0);
        private DoubleBuffer product = buffer(0);

        void reserve(int kernelLength, int stepLength) {
            kernel = kernel.capacity() < kernelLength ? buffer(kernelLength) : kernel;
            factor = factor.capacity() < stepLength ? buffer(stepLength) : factor;
            product = product.capacity() < stepLength ? buffer(stepLength) : product;
        }

        double[] product(int length) {
            double[] result = new double[length];
            product.get(0, result);
            return result;
        }

        private static DoubleBuffer buffer(int length) {
            return ByteBuffer.allocateDirect(Math.multiplyExact(length, Double.BYTES))
                    .order(ByteOrder.nativeOrder())
                    .asDoubleBuffer();
        }
    }
}
