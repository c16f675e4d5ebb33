package io.maskwise.text;

/** A word of a generated sentence with its universal part-of-speech tag. */
record TaggedWord(String form, String lemma, String tag) {}
