package io.maskwise.model;

import java.util.Arrays;
import java.util.BitSet;

/**
 * Adam's steps of one embedding table, row by row.
 *
 * <p>A batch reads few rows, but Adam moves all of them in each step, by what it remembers. So a row takes the steps that
 * it missed when it is read, or when the whole table is asked for: one after the other, by the same operations, so that
 * each bit is as if it had never waited; while it waits, its memory is not touched. {@link FlatTensors#step} is the plain
 * twin.
 *
 * <p>Between two calls of {@link #settle} the table in ND4J's memory is that of the last step only in the rows that were
 * read.
 */
final class TableSteps {
    /** Of the rows, for who settles them. */
    private static final int SLICES = 16;

    private final int start;
    private final int units;
    private final FloatParameter table;
    private final double[] gradient;
    /** How many of the steps since the table was settled each row has taken. */
    private final int[] taken;

    private final boolean[] isRead;
    private final int[] read;
    /** Since the network continued from a state. */
    private final BitSet everRead = new BitSet();

    private int readCount;
    private final float[] piece = new float[NativeFloats.PIECE];

    /**
     * @param table shape {@code [rows, units]}, in ND4J's memory
     * @param gradient of the same shape; nothing but 0 in rows that no batch read
     */
    TableSteps(Tensor table, Tensor gradient) {
        this.table = FloatTensor.of(table, FloatParameter.class).orElseThrow();
        this.start = this.table.start();
        this.units = table.features();
        this.gradient = gradient.values();
        int rows = table.rows();
        this.taken = new int[rows];
        this.isRead = new boolean[rows];
        this.read = new int[rows];
    }

    int start() {
        return start;
    }

    ReadRows readRows() {
        return new ReadRows(start, units, taken.length, everRead);
    }

    /** From here on counts what is read. */
    void restored() {
        everRead.clear();
    }

    /**
     * Brings the rows of some ids up to date, and row 0, which padded steps carry; the next step is theirs.
     *
     * @param ids any numbers; what is no row is for the layer to refuse
     */
    void read(double[] ids, AdamSteps steps) {
        for (int i = 0; i < readCount; i++) {
            isRead[read[i]] = false;
        }
        readCount = 0;
        read(0, steps);
        for (double id : ids) {
            if (id >= 0 && id < taken.length && !isRead[(int) id]) {
                read((int) id, steps);
            }
        }
    }

    private void read(int row, AdamSteps steps) {
        isRead[row] = true;
        read[readCount++] = row;
        everRead.set(row);
        catchUp(row, row + 1, steps);
    }

    /** Takes the step that has begun, with the gradients of the rows that were read, and clears these. */
    void step(AdamSteps steps) {
        for (int i = 0; i < readCount; i++) {
            int row = read[i];
            int end = (row + 1) * units;
            for (int at = row * units; at < end; at += NativeFloats.PIECE) {
                int count = Math.min(NativeFloats.PIECE, end - at);
                for (int k = 0; k < count; k++) {
                    piece[k] = (float) gradient[at + k];
                }
                Arrays.fill(gradient, at, at + count, 0);
                steps.step(start + at, piece, count);
            }
            taken[row] = steps.taken();
        }
        table.changed();
    }

    /** Lets all rows take the steps that they missed. */
    void settle(AdamSteps steps, Helpers helpers) {
        new Slices(taken.length, SLICES).share(helpers, (first, count) -> settle(first, first + count, steps));
        Arrays.fill(taken, 0);
    }

    private void settle(int from, int to, AdamSteps steps) {
        int first = from;
        for (int row = from + 1; row <= to; row++) {
            if (row == to || taken[row] != taken[first]) {
                catchUp(first, row, steps);
                first = row;
            }
        }
    }

    /** Rows that missed the same steps take them. */
    private void catchUp(int firstRow, int endRow, AdamSteps steps) {
        int done = taken[firstRow];
        if (done < steps.taken()) {
            int end = endRow * units;
            for (int at = firstRow * units; at < end; at += NativeFloats.PIECE) {
                int count = Math.min(NativeFloats.PIECE, end - at);
                steps.withoutGradient(start + at, count, done);
            }
            table.changed();
            Arrays.fill(taken, firstRow, endRow, steps.taken());
        }
    }
}
