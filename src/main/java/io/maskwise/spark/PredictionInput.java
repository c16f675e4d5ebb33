package io.maskwise.spark;

/** What a model predicts on. */
public enum PredictionInput {
    /** The texts of a corpus, as they are: labels are neither needed nor read. */
    CORPUS,
    /** A split of a prepared dataset. */
    DATASET
}
