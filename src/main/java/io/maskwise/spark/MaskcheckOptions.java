package io.maskwise.spark;

import io.maskwise.InvalidOption;
import java.io.Serializable;

/**
 * What the laws of masking are measured on.
 *
 * @param split the split of the dataset
 * @param rows how many of its rows, taken at even distances from the shortest to the longest
 * @param seed the seed of gaps, gradients and of the places that are probed
 */
public record MaskcheckOptions(String split, int rows, long seed) implements Serializable {
    /** More would not fit a batch, and show nothing that fewer do not. */
    private static final int MOST_ROWS = 1000;

    public MaskcheckOptions {
        if (split.isBlank()) {
            throw new InvalidOption("split", "it is empty (must name a split of the dataset)", "split");
        }
        if (rows < 1 || rows > MOST_ROWS) {
            throw new InvalidOption("rows", rows + " (must be 1 to " + MOST_ROWS + ")", "rows");
        }
    }
}
