package io.maskwise.text;

import java.io.Serializable;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.ToLongFunction;

/**
 * The word counts from which {@link KerasTokenizer} numbers words; made by a {@link KerasWordCounter}.
 *
 * <p>Immutable and mergeable: any split of the texts, in any order, empty parts included, merges to the same counts, and
 * so to the same numbering.
 */
public final class KerasWordCounts implements Serializable {
    private static final long serialVersionUID = 1L;

    private final KerasTokenizerOptions options;
    private final HashMap<String, WordTally> tallies;
    private final long documentCount;
    private final long nextNumber;

    KerasWordCounts(
            KerasTokenizerOptions options, Map<String, WordTally> tallies, long documentCount, long nextNumber) {
        this.options = options;
        this.tallies = new HashMap<>(tallies);
        this.documentCount = documentCount;
        this.nextNumber = nextNumber;
    }

    /**
     * The counts of both corpora.
     *
     * @param other the counts of other texts, with other numbers
     * @throws IllegalArgumentException if they were counted with other options
     */
    public KerasWordCounts merge(KerasWordCounts other) {
        if (!options.equals(other.options)) {
            throw new IllegalArgumentException("Cannot merge word counts: one part was counted with " + options
                    + ", the other with " + other.options);
        }
        HashMap<String, WordTally> sum = new HashMap<>(tallies);
        other.tallies.forEach((word, tally) -> sum.merge(word, tally, WordTally::plus));
        return new KerasWordCounts(
                options,
                sum,
                Math.addExact(documentCount, other.documentCount),
                Math.max(nextNumber, other.nextNumber));
    }

    /** The options with which the texts were cut. */
    public KerasTokenizerOptions options() {
        return options;
    }

    /** The number of texts, those without words included. */
    public long documentCount() {
        return documentCount;
    }

    /** How often each word stands in the texts, in the order in which the words are first seen. */
    public Map<String, Long> wordCounts() {
        return bySight(WordTally::count);
    }

    /** In how many texts each word stands, in the order in which the words are first seen. */
    public Map<String, Long> wordDocs() {
        return bySight(WordTally::documents);
    }

    private Map<String, Long> bySight(ToLongFunction<WordTally> number) {
        Map<String, Long> numbers = new LinkedHashMap<>();
        sorted(WordTally.FIRST_SEEN).forEach(tally -> numbers.put(tally.word(), number.applyAsLong(tally)));
        return Collections.unmodifiableMap(numbers);
    }

    /** The words in Keras' order. */
    List<WordTally> ranked() {
        return sorted(WordTally.RANK);
    }

    private List<WordTally> sorted(Comparator<WordTally> order) {
        return tallies.values().stream().sorted(order).toList();
    }

    /** The number of a text that comes after all that were counted. */
    long nextNumber() {
        return nextNumber;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof KerasWordCounts counts
                && options.equals(counts.options)
                && tallies.equals(counts.tallies)
                && documentCount == counts.documentCount
                && nextNumber == counts.nextNumber;
    }

    @Override
    public int hashCode() {
        return Objects.hash(options, tallies, documentCount, nextNumber);
    }

    @Override
    public String toString() {
        return "KerasWordCounts of " + tallies.size() + " words in " + documentCount + " texts";
    }
}
