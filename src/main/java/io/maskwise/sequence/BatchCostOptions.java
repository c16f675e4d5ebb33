package io.maskwise.sequence;

import io.maskwise.InvalidOption;
import java.io.Serializable;

/**
 * What the batches of a bucket cost: their cells, and a fixed price for each of them.
 *
 * @param rows the number of rows of a batch at most, >= 1
 * @param cells the number of rows times their padded length at most; 0 = no limit
 * @param price what a batch costs besides its cells, in cells, >= 0
 */
public record BatchCostOptions(int rows, int cells, int price) implements Serializable {
    /** Batches of 32 rows, each as dear as 256 cells more. */
    public static final BatchCostOptions DEFAULT = new BatchCostOptions(32, 0, 256);

    public BatchCostOptions {
        new BatchOptions(rows, cells); // refuses what it would refuse
        if (price < 0) {
            throw new InvalidOption("price of a batch", price + " (must be >= 0, in cells)", "price");
        }
    }

    /** How large a batch may be. */
    public BatchOptions batch() {
        return new BatchOptions(rows, cells);
    }
}
