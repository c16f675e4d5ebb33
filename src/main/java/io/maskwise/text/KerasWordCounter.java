package io.maskwise.text;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Counts the words of texts for Keras' numbering: one counter for each part of a corpus, in any order.
 *
 * <p>A text's number is its place in the corpus. It decides which of two equally frequent words was seen first, so no
 * two texts of a corpus have the same one; numbers may be left out.
 *
 * <p>Not for several threads at once.
 */
public final class KerasWordCounter {
    private final KerasTokenizerOptions options;
    private final KerasWords words;
    private final Map<String, WordTally> tallies = new HashMap<>();
    private long documentCount;
    private long nextNumber;

    /** A counter that has seen nothing. */
    public KerasWordCounter(KerasTokenizerOptions options) {
        this.options = options;
        this.words = new KerasWords(options);
    }

    /**
     * Counts the words of a text; a text without any is a document too.
     *
     * @param number the text's place in the corpus, from 0
     * @throws IllegalArgumentException if the number is negative
     */
    public void add(long number, String text) {
        tally(number, words.of(text));
    }

    /**
     * Counts the words of a text that is cut already.
     *
     * @param number the text's place in the corpus, from 0
     * @throws IllegalArgumentException if the number is negative
     */
    public void addWords(long number, List<String> text) {
        tally(number, words.of(text));
    }

    /**
     * Counts the words of a text as they are, already lower-cased where they are to be.
     *
     * @param number the text's place in the corpus, from 0
     * @throws IllegalArgumentException if the number is negative
     */
    public void tally(long number, List<String> text) {
        if (number < 0) {
            throw new IllegalArgumentException("Invalid number of a text: " + number + " (must be >= 0)");
        }
        nextNumber = Math.max(nextNumber, Math.addExact(number, 1));
        documentCount++;
        Set<String> seen = new HashSet<>();
        for (int position = 0; position < text.size(); position++) {
            String word = text.get(position);
            WordTally once = new WordTally(word, 1, seen.add(word) ? 1 : 0, number, position);
            tallies.merge(word, once, WordTally::plus);
        }
    }

    /** What was counted so far; not changed by what is counted later. */
    public KerasWordCounts counts() {
        return new KerasWordCounts(options, tallies, documentCount, nextNumber);
    }
}
