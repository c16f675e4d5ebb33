package io.maskwise.text;

import java.io.Serializable;
import java.util.Comparator;

/**
 * How often a word stands in a corpus, and where first.
 *
 * @param word the word
 * @param count how often it stands in the texts
 * @param documents in how many texts it stands
 * @param firstDocument the number of the first of these texts
 * @param firstPosition its first place among that text's words
 */
record WordTally(String word, long count, long documents, long firstDocument, int firstPosition)
        implements Serializable {
    /** In the order in which a reader of the whole corpus meets the words. */
    static final Comparator<WordTally> FIRST_SEEN = Comparator.comparingLong(WordTally::firstDocument)
            .thenComparingInt(WordTally::firstPosition)
            .thenComparing(WordTally::word);

    /** In Keras' order: by count, highest first, then as first seen. */
    static final Comparator<WordTally> RANK =
            Comparator.comparingLong(WordTally::count).reversed().thenComparing(FIRST_SEEN);

    /** The tally of the same word over both corpora. */
    WordTally plus(WordTally other) {
        WordTally first = FIRST_SEEN.compare(this, other) <= 0 ? this : other;
        return new WordTally(
                word,
                Math.addExact(count, other.count),
                Math.addExact(documents, other.documents),
                first.firstDocument,
                first.firstPosition);
    }
}
