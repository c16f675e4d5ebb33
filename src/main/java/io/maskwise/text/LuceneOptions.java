package io.maskwise.text;

import java.io.Serializable;

/**
 * Which analyzer of Lucene cuts a text.
 *
 * @param analyzer a name that {@link LuceneAnalyzers} knows, or the full name of a class with a constructor without
 *     arguments
 */
public record LuceneOptions(String analyzer) implements Serializable {
    /** Unicode's words, lower-cased, without punctuation. */
    public static final LuceneOptions DEFAULT = new LuceneOptions("standard");

    public LuceneOptions {
        LuceneAnalyzers.requireKnown(analyzer);
    }
}
