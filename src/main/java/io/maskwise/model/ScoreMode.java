package io.maskwise.model;

/** How {@link Attention} scores how well a key fits a query; Keras' {@code score_mode}. */
public enum ScoreMode {
    /** The dot product. */
    DOT,
    /** A learned weight times the sum of the hyperbolic tangents of query plus key. */
    CONCAT
}
