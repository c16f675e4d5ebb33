package io.maskwise.model;

/**
 * How the losses of many positions become one number; Keras' {@code reduction}.
 *
 * <p>Keras' {@code none} is {@link LossValues#losses}. What would be 0/0 is 0.
 */
public enum LossReduction {
    /** The weighted sum divided by the count of positions that count. */
    SUM_OVER_BATCH_SIZE,
    /** The weighted sum. */
    SUM,
    /** The weighted sum divided by the sum of the weights of the positions that count. */
    MEAN_WITH_SAMPLE_WEIGHT
}
