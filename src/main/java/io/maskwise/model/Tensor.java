package io.maskwise.model;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Numbers in a shape, row by row, in double precision to all who read {@link #values}.
 *
 * <p>The values are not copied: whoever makes a tensor owns its array, and a layer changes only gradients.
 */
public final class Tensor {
    private static final double[] ELSEWHERE = {};

    private final int[] shape;
    private final double[] values;
    private final @Nullable SingleValues single;

    private Tensor(int[] shape, double[] values, @Nullable SingleValues single) {
        this.shape = shape;
        this.values = values;
        this.single = single;
    }

    /** A tensor whose values are in single precision, as many as its shape has. */
    static Tensor of(SingleValues single, int... shape) {
        return new Tensor(shape.clone(), ELSEWHERE, single);
    }

    /**
     * Values in a shape.
     *
     * @throws IllegalArgumentException if they do not fill it
     */
    public static Tensor of(double[] values, int... shape) {
        int size = size(shape);
        if (values.length != size) {
            throw new IllegalArgumentException("Invalid tensor: " + values.length + " values (must be " + size
                    + " for shape " + Arrays.toString(shape) + ")");
        }
        return new Tensor(shape.clone(), values, null);
    }

    /**
     * A matrix, which is copied; token ids where the values are whole.
     *
     * @param rows shape {@code [batch, time]} or {@code [batch, features]}
     */
    public static Tensor of(double[][] rows) {
        int columns = rows.length == 0 ? 0 : rows[0].length;
        return of(Arrays.stream(rows).flatMapToDouble(Arrays::stream).toArray(), rows.length, columns);
    }

    /**
     * Sequences of one length, which are copied.
     *
     * @param rows shape {@code [batch, time, features]}
     */
    public static Tensor of(double[][][] rows) {
        int time = rows.length == 0 ? 0 : rows[0].length;
        int features = time == 0 ? 0 : rows[0][0].length;
        double[] values = Arrays.stream(rows)
                .flatMap(Arrays::stream)
                .flatMapToDouble(Arrays::stream)
                .toArray();
        return of(values, rows.length, time, features);
    }

    /** Zeros in a shape. */
    public static Tensor zeros(int... shape) {
        return new Tensor(shape.clone(), new double[size(shape)], null);
    }

    private static int size(int[] shape) {
        return Arrays.stream(shape).reduce(1, Math::multiplyExact);
    }

    /** A copy of the shape. */
    public int[] shape() {
        return shape.clone();
    }

    /** The number of axes. */
    public int rank() {
        return shape.length;
    }

    /** The size of one axis. */
    public int dimension(int axis) {
        return shape[axis];
    }

    /** The size of the last axis. */
    public int features() {
        return shape[shape.length - 1];
    }

    /** The number of rows of the last axis: the product of all others. */
    public int rows() {
        int rows = 1;
        for (int axis = 0; axis < shape.length - 1; axis++) {
            rows *= shape[axis];
        }
        return rows;
    }

    /** The number of values. */
    int length() {
        return size(shape);
    }

    /**
     * The values themselves, row by row.
     *
     * <p>Of a parameter that a network keeps in single precision they are a copy, which is brought up to date here: what is
     * written into it is lost. Of what layers hand to one another in single precision they are a copy that takes its place.
     */
    public double[] values() {
        return single == null ? values : single.values();
    }

    /** Where the values are in single precision, if they are. */
    @Nullable
    SingleValues single() {
        return single;
    }

    @Override
    public String toString() {
        return "Tensor" + Arrays.toString(shape);
    }
}
