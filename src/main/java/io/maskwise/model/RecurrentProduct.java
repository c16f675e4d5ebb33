package io.maskwise.model;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.DoubleBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The product with a recurrent kernel, step after step of one pass.
 *
 * <p>The kernel is copied outside the heap, because a native call copies every heap array that it is given. The memory
 * belongs to the thread and is used again by its next product, which takes it over.
 */
final class RecurrentProduct {
    /** Two, because a step may multiply with two kernels in turn. */
    private static final ThreadLocal<List<Scratch>> SCRATCH =
            ThreadLocal.withInitial(() -> List.of(new Scratch(), new Scratch()));

    private final Tensor kernel;
    private final int units;
    private final int columns;
    private final int place;
    private final Object token = new Object();

    /** @param kernel shape {@code [units, columns]} */
    RecurrentProduct(Tensor kernel) {
        this(kernel, 0);
    }

    private RecurrentProduct(Tensor kernel, int place) {
        this.kernel = kernel;
        this.units = kernel.dimension(0);
        this.columns = kernel.dimension(1);
        this.place = place;
    }

    /** A product that takes turns with those of a whole kernel, in memory of its own. */
    static RecurrentProduct second(Tensor kernel) {
        return new RecurrentProduct(kernel, 1);
    }

    /** {@code hidden[rows, units] kernel}, shape {@code [rows, columns]}. */
    double[] forward(double[] hidden, int rows) {
        if (rows == 0) {
            return new double[0];
        }
        Scratch scratch = scratch(rows);
        scratch.factor.put(0, hidden, 0, rows * units);
        Gemm.product(scratch.factor, scratch.kernel, scratch.product, rows, columns, units);
        return scratch.product(rows * columns);
    }

    /** {@code delta[rows, columns] kernel'}, shape {@code [rows, units]}. */
    double[] backward(double[] delta, int rows) {
        if (rows == 0) {
            return new double[0];
        }
        Scratch scratch = scratch(rows);
        scratch.factor.put(0, delta, 0, rows * columns);
        Gemm.productWithTransposed(scratch.factor, scratch.kernel, scratch.product, rows, units, columns);
        return scratch.product(rows * units);
    }

    private Scratch scratch(int rows) {
        Scratch scratch = SCRATCH.get().get(place);
        scratch.reserve(Math.multiplyExact(units, columns), Math.multiplyExact(rows, Math.max(units, columns)));
        if (scratch.holder != token) {
            scratch.kernel.put(0, kernel.values());
            scratch.holder = token;
        }
        return scratch;
    }

    /** A thread's memory outside the heap; it only grows, as far as its largest product needs. */
    private static final class Scratch {
        private @Nullable Object holder;
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
