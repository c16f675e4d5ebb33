package io.maskwise.text;

/** What one label of a record belongs to. */
public enum LabelLevel {
    /** To the whole of it. */
    SEQUENCE,
    /** To each of its tokens: the record names the tokens too. */
    TOKEN
}
