package io.maskwise.metrics;

/** How the scores of the classes become one; Keras' {@code average}. */
public enum Averaging {
    /** The mean over all classes, those that do not occur included, with 0. */
    MACRO,
    /** The score of all classes pooled. */
    MICRO,
    /** The mean over the classes, weighted by what is labelled as each. */
    WEIGHTED
}
