package io.maskwise.spark;

/** What {@code inspect} describes. */
public enum InspectedPart {
    /** Whatever is configured. */
    ALL,
    /** The dataset. */
    DATASET,
    /** The model. */
    MODEL
}
