package io.maskwise.model;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.DoubleBuffer;

/**
 * The product with a recurrent kernel, step after step.
 *
 * <p>The kernel is copied outside the heap once a pass, because a native call copies every heap array that it is given.
 */
final class RecurrentProduct {
    private final int units;
    private final int columns;
    private final DoubleBuffer kernel;
    private final DoubleBuffer narrow;
    private final DoubleBuffer wide;

    /**
     * @param kernel shape {@code [units, columns]}
     * @param rows the most rows that a step has
     */
    RecurrentProduct(Tensor kernel, int rows) {
        this.units = kernel.dimension(0);
        this.columns = kernel.dimension(1);
        this.kernel = buffer(units * columns).put(0, kernel.values());
        this.narrow = buffer(rows * units);
        this.wide = buffer(rows * columns);
    }

    private static DoubleBuffer buffer(int length) {
        return ByteBuffer.allocateDirect(Math.max(1, length) * Double.BYTES)
                .order(ByteOrder.nativeOrder())
                .asDoubleBuffer();
    }

    /** {@code hidden[rows, units] kernel}, shape {@code [rows, columns]}. */
    double[] forward(double[] hidden, int rows) {
        narrow.put(0, hidden, 0, rows * units);
        Gemm.product(narrow, kernel, wide, rows, columns, units);
        double[] result = new double[rows * columns];
        wide.get(0, result);
        return result;
    }

    /** {@code delta[rows, columns] kernel'}, shape {@code [rows, units]}. */
    double[] backward(double[] delta, int rows) {
        wide.put(0, delta, 0, rows * columns);
        Gemm.productWithTransposed(wide, kernel, narrow, rows, units, columns);
        double[] result = new double[rows * units];
        narrow.get(0, result);
        return result;
    }
}
