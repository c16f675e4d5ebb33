package io.maskwise.spark;

import io.maskwise.InvalidOption;
import io.maskwise.sequence.BatchOptions;
import java.io.Serializable;

/**
 * How a model is measured.
 *
 * @param split the split that it is measured on
 * @param batch how large a batch may be; the figures do not depend on it
 */
public record EvaluationOptions(String split, BatchOptions batch) implements Serializable {
    public EvaluationOptions {
        if (split.isBlank()) {
            throw new InvalidOption("split", "it is empty (must name a split of the dataset)", "split");
        }
    }
}
