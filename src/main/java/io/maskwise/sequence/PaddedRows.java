package io.maskwise.sequence;

/**
 * What padding makes of rows.
 *
 * @param steps the steps of the rows
 * @param cells those steps and their padding
 * @param batches the batches that the rows form
 */
public record PaddedRows(long steps, long cells, long batches) {
    /** No rows. */
    static final PaddedRows NONE = new PaddedRows(0, 0, 0);

    /** The rows of both. */
    PaddedRows plus(PaddedRows other) {
        return new PaddedRows(
                Math.addExact(steps, other.steps),
                Math.addExact(cells, other.cells),
                Math.addExact(batches, other.batches));
    }

    /** The share of cells that are steps, 0 to 1; 1 where there are no rows, as nothing is wasted. */
    public double efficiency() {
        return cells == 0 ? 1 : (double) steps / cells;
    }
}
