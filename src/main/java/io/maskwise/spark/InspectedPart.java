package io.maskwise.spark;

/** What {@code inspect} describes. */
public enum InspectedPart {
    /** Whatever is configured. */
    ALL,
    /** The corpus, as it would be prepared. */
    CORPUS,
    /** The dataset. */
    DATASET,
    /** The model. */
    MODEL,
    /** The run, as a page that is made anew. */
    REPORT;

    boolean hasModel() {
        return this == ALL || this == MODEL;
    }
}
