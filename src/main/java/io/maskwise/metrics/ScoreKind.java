package io.maskwise.metrics;

/** What the scores of the classes are; Keras' {@code from_logits}. */
public enum ScoreKind {
    /** Probabilities, after a softmax or sigmoid. */
    PROBABILITIES,
    /** Logits, before it; log-probabilities are logits too. */
    LOGITS
}
