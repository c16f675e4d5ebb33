package io.maskwise.model;

/**
 * A part of a {@link FloatMatrix}: some columns of some rows.
 *
 * @param matrix the whole
 * @param at where its first value stands
 * @param stride how far a row is from the next
 */
record FloatBlock(FloatMatrix matrix, int at, int stride) {
    /** The columns from one on. */
    FloatBlock from(int column) {
        return new FloatBlock(matrix, at + column, stride);
    }

    /** The rows from one on. */
    FloatBlock below(int row) {
        return new FloatBlock(matrix, at + row * stride, stride);
    }
}
