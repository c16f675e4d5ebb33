package io.maskwise.text;

/** How a text becomes tokens. */
public enum TokenizerKind {
    /** The corpus's own tokens; where it has none, what stands between white space. */
    PRETOKENIZED,
    /** Unicode's words (UAX #29); punctuation marks and symbols are tokens of their own. */
    WORD,
    /** What a regular expression matches, or what stands between its matches. */
    REGEX,
    /** The terms of a Lucene analyzer. */
    LUCENE,
    /** The words of Keras' {@code Tokenizer}; they are numbered in its order too. */
    KERAS,
    /** The pieces of a tokenizer of Hugging Face. */
    HUGGING_FACE,
    /** Every code point is a token, white space too. */
    CHARACTERS
}
