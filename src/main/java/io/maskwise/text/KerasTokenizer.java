package io.maskwise.text;

import java.io.Serializable;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.StringJoiner;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Numbers the words of texts exactly as Keras' {@code Tokenizer} does.
 *
 * <ul>
 *   <li>Index 0 belongs to padding. From 1 on stand the words, by count, highest first, equally frequent ones as they
 *       are first seen in the texts; with an {@code oovToken}, that token has index 1 and the words follow.
 *   <li>An {@code oovToken} that is a word of the texts too has that word's index, and index 1 belongs to nobody.
 *   <li>{@code numWords} limits the indices that sequences use, not those that words have.
 * </ul>
 *
 * <p>This numbering is Keras' and no {@link Vocabulary}'s. Immutable: fitting gives another tokenizer. A corpus in parts
 * is counted by a {@link KerasWordCounter} for each, whose merged counts give the tokenizer of the whole.
 *
 * <p>Keras' class is {@code keras._legacy.preprocessing.text.Tokenizer}; of what it can do, fitting on sequences, JSON
 * and an analyzer of one's own are not here.
 */
public final class KerasTokenizer implements Serializable {
    private static final long serialVersionUID = 1L;

    private final KerasWordCounts counts;
    private final KerasWords words;
    private final LinkedHashMap<String, Integer> wordIndex = new LinkedHashMap<>();
    private final TreeMap<Integer, String> indexWord = new TreeMap<>();
    private final TreeMap<Integer, Long> indexDocs = new TreeMap<>();

    private KerasTokenizer(KerasWordCounts counts) {
        this.counts = counts;
        this.words = new KerasWords(counts.options());
        String oovToken = counts.options().oovToken();
        if (oovToken != null) {
            wordIndex.put(oovToken, 1);
        }
        int index = wordIndex.size();
        for (WordTally tally : counts.ranked()) {
            wordIndex.put(tally.word(), ++index);
            indexDocs.put(index, tally.documents());
        }
        wordIndex.forEach((word, wordsIndex) -> indexWord.put(wordsIndex, word));
    }

    /** A tokenizer that is fitted on no text. */
    public static KerasTokenizer of(KerasTokenizerOptions options) {
        return of(new KerasWordCounter(options).counts());
    }

    /** The tokenizer that is fitted on the texts that were counted. */
    public static KerasTokenizer of(KerasWordCounts counts) {
        return new KerasTokenizer(counts);
    }

    /** The tokenizer that is fitted on these texts after all that this one was fitted on: words may change places. */
    public KerasTokenizer fitOnTexts(List<String> texts) {
        return fit(texts.stream().map(text -> words.of(text)));
    }

    /** As {@link #fitOnTexts}, for texts that are cut already: one list of words for each. */
    public KerasTokenizer fitOnWords(List<List<String>> texts) {
        return fit(texts.stream().map(text -> words.of(text)));
    }

    private KerasTokenizer fit(Stream<List<String>> texts) {
        KerasWordCounter counter = new KerasWordCounter(options());
        long number = counts.nextNumber();
        for (List<String> text : (Iterable<List<String>>) texts::iterator) {
            counter.tally(number++, text);
        }
        return of(counts.merge(counter.counts()));
    }

    /**
     * The indices of each text's words, shape {@code [texts][words that have one]}.
     *
     * <p>A word that was not seen, or whose index {@code numWords} rules out, has the {@code oovToken}'s index, or is
     * left out where there is no such token.
     */
    public int[][] textsToSequences(List<String> texts) {
        return texts.stream().map(text -> sequence(words.of(text))).toArray(int[][]::new);
    }

    /** As {@link #textsToSequences}, for texts that are cut already: one list of words for each. */
    public int[][] wordsToSequences(List<List<String>> texts) {
        return texts.stream().map(text -> sequence(words.of(text))).toArray(int[][]::new);
    }

    private int[] sequence(List<String> text) {
        Integer oovIndex = oovIndex();
        return text.stream()
                .flatMapToInt(word -> {
                    Integer index = wordIndex.get(word);
                    return streamOf(index == null || isRuledOut(index) ? oovIndex : index);
                })
                .toArray();
    }

    private static IntStream streamOf(@Nullable Integer index) {
        return index == null ? IntStream.empty() : IntStream.of(index);
    }

    /**
     * The words of each sequence, joined by one space.
     *
     * <p>An index that no word has, or that {@code numWords} rules out, is the {@code oovToken}, or is left out where
     * there is no such token.
     */
    public List<String> sequencesToTexts(int[][] sequences) {
        return Arrays.stream(sequences).map(this::text).toList();
    }

    private String text(int[] sequence) {
        StringJoiner text = new StringJoiner(" ");
        for (int index : sequence) {
            String word = isRuledOut(index) ? null : indexWord.get(index);
            String written = word == null ? options().oovToken() : word;
            if (written != null) {
                text.add(written);
            }
        }
        return text.toString();
    }

    /** A matrix of the texts' sequences; see {@link #sequencesToMatrix}. */
    public double[][] textsToMatrix(List<String> texts, KerasMatrixMode mode) {
        return sequencesToMatrix(textsToSequences(texts), mode);
    }

    /**
     * One row for each sequence, one column for each index: {@code numWords} columns, or where that is no limit one
     * more than there are words. Larger indices have no column.
     *
     * @return shape {@code [sequences][columns]}
     * @throws IllegalArgumentException if an index is negative
     * @throws IllegalStateException if there is neither a limit nor a word, or for {@code TFIDF} no text was fitted
     */
    public double[][] sequencesToMatrix(int[][] sequences, KerasMatrixMode mode) {
        if (options().numWords() == 0 && wordIndex.isEmpty()) {
            throw new IllegalStateException(
                    "Cannot make a matrix: the tokenizer knows no word (fit it on texts, or give a number of words)");
        }
        if (mode == KerasMatrixMode.TFIDF && counts.documentCount() == 0) {
            throw new IllegalStateException("Cannot make a tfidf matrix: the tokenizer was fitted on no text");
        }
        double[][] matrix = new double[sequences.length][];
        for (int row = 0; row < matrix.length; row++) {
            matrix[row] = occurrences(sequences, row);
            for (int index = 0; index < matrix[row].length; index++) {
                double count = matrix[row][index];
                matrix[row][index] = count == 0 ? 0 : weight(mode, index, count, sequences[row].length);
            }
        }
        return matrix;
    }

    private double[] occurrences(int[][] sequences, int row) {
        double[] occurrences = new double
                [options().numWords() == 0 ? wordIndex.size() + 1 : options().numWords()];
        for (int index : sequences[row]) {
            if (index < 0) {
                throw new IllegalArgumentException(
                        "Invalid index in sequence " + row + ": " + index + " (must be >= 0)");
            }
            if (index < occurrences.length) {
                occurrences[index]++;
            }
        }
        return occurrences;
    }

    private double weight(KerasMatrixMode mode, int index, double count, int length) {
        return switch (mode) {
            case BINARY -> 1;
            case COUNT -> count;
            case FREQ -> count / length;
            case TFIDF -> {
                double documents = 1 + indexDocs.getOrDefault(index, 0L);
                yield (1 + Math.log(count)) * Math.log(1 + counts.documentCount() / documents);
            }
        };
    }

    private boolean isRuledOut(int index) {
        return options().numWords() > 0 && index >= options().numWords();
    }

    private @Nullable Integer oovIndex() {
        String oovToken = options().oovToken();
        return oovToken == null ? null : wordIndex.get(oovToken);
    }

    /** The words of a text, as Keras' {@code text_to_word_sequence} cuts them. */
    public List<String> words(String text) {
        return words.of(text);
    }

    /** The options with which texts are cut and indices limited. */
    public KerasTokenizerOptions options() {
        return counts.options();
    }

    /** What was counted in the texts: {@code document_count}, {@code word_counts} and {@code word_docs}. */
    public KerasWordCounts counts() {
        return counts;
    }

    /** Every word's index, in Keras' order: the {@code oovToken} first, then by rank. */
    public Map<String, Integer> wordIndex() {
        return Collections.unmodifiableMap(wordIndex);
    }

    /** The word of every index that has one. */
    public SortedMap<Integer, String> indexWord() {
        return Collections.unmodifiableSortedMap(indexWord);
    }

    /** In how many of the fitted texts the word of each index stands. */
    public SortedMap<Integer, Long> indexDocs() {
        return Collections.unmodifiableSortedMap(indexDocs);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof KerasTokenizer tokenizer && counts.equals(tokenizer.counts);
    }

    @Override
    public int hashCode() {
        return counts.hashCode();
    }

    @Override
    public String toString() {
        return "KerasTokenizer of " + wordIndex.size() + " words from " + counts.documentCount() + " texts";
    }
}
