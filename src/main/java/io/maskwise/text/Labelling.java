package io.maskwise.text;

/** What a label of a corpus belongs to. */
public enum Labelling {
    /** The corpus has no labels. */
    NONE,
    /** One label for each token. */
    PER_TOKEN,
    /** One label for each sequence. */
    PER_SEQUENCE,
    /** A sequence of labels of its own length: the tokens of a target text. */
    TARGET_SEQUENCE
}
