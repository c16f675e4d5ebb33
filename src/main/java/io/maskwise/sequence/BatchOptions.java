package io.maskwise.sequence;

import io.maskwise.InvalidOption;
import io.maskwise.MaskwiseException;
import java.io.Serializable;

/**
 * How large a batch may be.
 *
 * @param rows the number of rows at most, >= 1
 * @param cells the number of rows times their padded length at most; 0 = no limit
 */
public record BatchOptions(int rows, int cells) implements Serializable {
    public BatchOptions {
        if (rows < 1) {
            throw new InvalidOption("rows of a batch", rows + " (must be >= 1)", "rows");
        }
        if (cells < 0) {
            throw new InvalidOption("cells of a batch", cells + " (must be >= 0, where 0 = no limit)", "cells");
        }
    }

    /**
     * The number of rows of one padded length that fill a batch, >= 1.
     *
     * @throws MaskwiseException (exit 2) if a single row exceeds the limit of cells
     */
    public int rowsOf(int paddedLength) {
        if (cells == 0 || paddedLength == 0) {
            return rows;
        }
        if (paddedLength > cells) {
            throw MaskwiseException.usage(
                    "Cannot batch rows of %d steps: a single one exceeds the limit of %d cells in a batch"
                            + " (raise batch.cells to at least %d, or truncate rows with padding.maximum-length)",
                    paddedLength, cells, paddedLength);
        }
        return Math.min(rows, cells / paddedLength);
    }
}
