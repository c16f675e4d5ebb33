package io.maskwise.metrics;

import java.io.Serializable;

/**
 * A mask-respecting metric as mergeable sums: add, merge, value. {@link Metrics} makes Keras' own.
 *
 * <ul>
 *   <li>A token counts if the mask keeps it and its weight is not 0. Nothing else is read: NaN and impossible ids under
 *       the mask change nothing.
 *   <li>Any split of the tokens, in any order, empty parts included, merges to an equal metric, bit for bit.
 *   <li>Where nothing counts, the value is 0.
 * </ul>
 *
 * <p>Keras 3 does so for some metrics only; others forget the mask unless it is given as their sample weight. Here
 * every metric multiplies the mask with the weights.
 */
public interface Metric extends Serializable {
    /**
     * Adds a batch, or nothing if it is wrong.
     *
     * @throws IllegalArgumentException if the labels or predictions have the wrong number of features, or one that
     *     counts is NaN or impossible, such as a label that is not a class
     */
    void add(PredictionBatch batch);

    /**
     * The metric of all that either has seen; both stay as they are.
     *
     * @throws IllegalArgumentException if the other is not the same metric with the same options
     */
    Metric merge(Metric other);

    /** The metric of all that was added; 0 where nothing counted. */
    double value();
}
