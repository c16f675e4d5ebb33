package io.maskwise.text;

import java.io.Serializable;

/**
 * How a CoNLL-U corpus is read.
 *
 * @param label the column that holds each token's label
 */
public record ConlluOptions(ConlluColumn label) implements Serializable {
    /** Universal part-of-speech tags as labels. */
    public static final ConlluOptions DEFAULT = new ConlluOptions(ConlluColumn.UPOS);
}
