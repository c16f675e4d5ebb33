package io.maskwise.spark;

import io.maskwise.InvalidOption;
import io.maskwise.sequence.BatchOptions;
import java.io.Serializable;

/**
 * How a model is measured.
 *
 * @param split the split that it is measured on
 * @param batch how large a batch may be; the figures do not depend on it
 * @param decodeRows how many of the split's rows a model that writes target sequences decodes, the first of the corpus;
 *     0 = none
 */
public record EvaluationOptions(String split, BatchOptions batch, int decodeRows) implements Serializable {
    public EvaluationOptions {
        if (split.isBlank()) {
            throw new InvalidOption("split", "it is empty (must name a split of the dataset)", "split");
        }
        if (decodeRows < 0) {
            throw new InvalidOption(
                    "number of rows to decode", decodeRows + " (must be >= 0, where 0 = none)", "decode-rows");
        }
    }

    /** Figures alone, nothing decoded. */
    public EvaluationOptions(String split, BatchOptions batch) {
        this(split, batch, 0);
    }
}
