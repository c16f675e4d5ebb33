package io.maskwise.metrics;

import java.io.Serializable;

/**
 * A number per token from its label and its prediction: what {@link MeanMetric} averages.
 *
 * <p>The way to write a metric of one's own. An implementation keeps no state besides its options; make it a record, so
 * that metrics of equal options merge.
 */
public interface TokenMeasure extends Serializable {
    /**
     * Refuses labels and predictions of numbers of features that cannot be compared; unless overridden, of different
     * ones.
     *
     * @throws IllegalArgumentException if they cannot be compared
     */
    default void checkFeatures(int labelFeatures, int predictionFeatures) {
        Checks.checkEqual(labelFeatures, predictionFeatures);
    }

    /** Whether the token counts at all; asked before anything else of it is read. */
    default boolean counts(Token token) {
        return true;
    }

    /**
     * The number of one token.
     *
     * @throws IllegalArgumentException if its label or prediction is impossible
     */
    double measure(Token token);
}
