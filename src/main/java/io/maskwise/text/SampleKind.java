package io.maskwise.text;

/** What a generated corpus is made of. */
public enum SampleKind {
    /** CoNLL-U sentences with ambiguous words, whose tags follow from their neighbours. */
    TAGGED,
    /** Sums and products written as text, labelled with the first character of the result. */
    ARITHMETIC
}
