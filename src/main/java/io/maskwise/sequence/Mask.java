package io.maskwise.sequence;

import java.io.Serializable;
import java.util.Arrays;
import java.util.function.IntPredicate;

/**
 * Which steps of a batch are real: shape {@code [batch, time]}, {@code true} = real.
 *
 * <p>Immutable. Any pattern is allowed: padding on either side, gaps, rows with no real step at all. The meaning is
 * that of Keras' guide <i>Masking &amp; padding</i>: a step under {@code false} must not influence any number.
 */
public final class Mask implements Serializable {
    private static final long serialVersionUID = 1L;

    private final int batch;
    private final int time;
    private final boolean[] real;
    private final int[] realInRow;
    private final long realSteps;

    private Mask(int batch, int time, boolean[] real) {
        this.batch = batch;
        this.time = time;
        this.real = real;
        this.realInRow = new int[batch];
        long sum = 0;
        for (int row = 0; row < batch; row++) {
            for (int step = 0; step < time; step++) {
                realInRow[row] += real[row * time + step] ? 1 : 0;
            }
            sum += realInRow[row];
        }
        this.realSteps = sum;
    }

    /**
     * A mask from its rows, which are copied.
     *
     * @param rows shape {@code [batch, time]}
     * @throws IllegalArgumentException if the rows differ in length
     */
    public static Mask of(boolean[][] rows) {
        int time = rows.length == 0 ? 0 : rows[0].length;
        boolean[] flat = new boolean[steps(rows.length, time)];
        for (int row = 0; row < rows.length; row++) {
            if (rows[row].length != time) {
                throw new IllegalArgumentException("Invalid mask: row " + row + " has " + rows[row].length
                        + " steps (must be " + time + ", as row 0)");
            }
            System.arraycopy(rows[row], 0, flat, row * time, time);
        }
        return new Mask(rows.length, time, flat);
    }

    /** A mask of the given shape whose steps are all real. */
    public static Mask allReal(int batch, int time) {
        boolean[] flat = new boolean[steps(batch, time)];
        Arrays.fill(flat, true);
        return new Mask(batch, time, flat);
    }

    /**
     * The mask of sequences padded to one length.
     *
     * @param lengths the number of real steps in each row, shape {@code [batch]}
     * @param time the padded length
     * @param padding where the padding is
     * @throws IllegalArgumentException if a length is negative or exceeds {@code time}
     */
    public static Mask ofLengths(int[] lengths, int time, Side padding) {
        boolean[] flat = new boolean[steps(lengths.length, time)];
        for (int row = 0; row < lengths.length; row++) {
            int length = lengths[row];
            if (length < 0 || length > time) {
                throw new IllegalArgumentException(
                        "Invalid length of row " + row + ": " + length + " (must be 0 to " + time + ")");
            }
            int start = row * time + (padding == Side.PRE ? time - length : 0);
            Arrays.fill(flat, start, start + length, true);
        }
        return new Mask(lengths.length, time, flat);
    }

    private static int steps(int batch, int time) {
        if ((long) batch * time > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("Invalid shape of a mask: [" + batch + ", " + time + "] (must have at"
                    + " most " + Integer.MAX_VALUE + " steps; make smaller batches)");
        }
        return batch * time;
    }

    /** This mask with nothing real in any row but some. */
    public Mask onlyRows(IntPredicate some) {
        boolean[] kept = new boolean[real.length];
        for (int row = 0; row < batch; row++) {
            if (some.test(row)) {
                System.arraycopy(real, row * time, kept, row * time, time);
            }
        }
        return new Mask(batch, time, kept);
    }

    /** The number of rows. */
    public int batch() {
        return batch;
    }

    /** The number of steps in every row, real or not. */
    public int time() {
        return time;
    }

    /** Whether the step is real. */
    public boolean isReal(int row, int step) {
        if (step < 0 || step >= time) {
            throw new IndexOutOfBoundsException("Invalid step: " + step + " (must be 0 to " + (time - 1) + ")");
        }
        return real[row * time + step];
    }

    /** The number of real steps in a row. */
    public int realSteps(int row) {
        return realInRow[row];
    }

    /** The number of real steps in all rows. */
    public long realSteps() {
        return realSteps;
    }

    /** Whether every step of every row is real. */
    public boolean isAllReal() {
        return realSteps == (long) batch * time;
    }

    /** A copy as rows, shape {@code [batch, time]}. */
    public boolean[][] toRows() {
        boolean[][] rows = new boolean[batch][];
        for (int row = 0; row < batch; row++) {
            rows[row] = Arrays.copyOfRange(real, row * time, (row + 1) * time);
        }
        return rows;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Mask mask && mask.batch == batch && mask.time == time && Arrays.equals(mask.real, real);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * batch + time) + Arrays.hashCode(real);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("Mask[" + batch + ", " + time + "]");
        for (int row = 0; row < batch; row++) {
            text.append(row == 0 ? " " : "|");
            for (int step = 0; step < time; step++) {
                text.append(real[row * time + step] ? '1' : '0');
            }
        }
        return text.toString();
    }
}
