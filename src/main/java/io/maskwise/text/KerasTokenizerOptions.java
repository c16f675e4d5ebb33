package io.maskwise.text;

import io.maskwise.InvalidOption;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * The arguments of Keras' {@code Tokenizer}; begin with {@link #DEFAULT}.
 *
 * @param numWords the first index that is too large to be used, so that one word fewer has an index of its own; 0 = no
 *     limit
 * @param filters every character (code point) that stands for the split string
 * @param lower whether texts are lower-cased before they are cut, and words that are cut already one by one
 * @param split what stands between words, taken literally: nothing else separates, no other white space either
 * @param charLevel whether every code point is a word; filters and split have then no effect, as in Keras
 * @param oovToken the word of index 1, which stands for every word without an index; null = such words are left out
 */
public record KerasTokenizerOptions(
        int numWords,
        String filters,
        boolean lower,
        String split,
        boolean charLevel,
        @Nullable String oovToken) implements Serializable {
    /** What Keras filters: ASCII's punctuation without the apostrophe, tabs and line feeds. */
    public static final String DEFAULT_FILTERS = "!\"#$%&()*+,-./:;<=>?@[\\]^_`{|}~\t\n";

    /** Keras' defaults: every word between spaces, lower-cased, without punctuation. */
    public static final KerasTokenizerOptions DEFAULT =
            new KerasTokenizerOptions(0, DEFAULT_FILTERS, true, " ", false, null);

    /** @throws InvalidOption if the number of words is negative or the split string empty */
    public KerasTokenizerOptions {
        if (numWords < 0) {
            throw new InvalidOption("number of words", numWords + " (must be >= 0, where 0 = no limit)", "num-words");
        }
        if (split.isEmpty()) {
            throw new InvalidOption("split", "'' (must be one character or more)", "split");
        }
    }

    /** These options with another limit of indices; 0 = none. */
    public KerasTokenizerOptions withNumWords(int limit) {
        return new KerasTokenizerOptions(limit, filters, lower, split, charLevel, oovToken);
    }

    /** These options with other characters that separate words. */
    public KerasTokenizerOptions withFilters(String characters) {
        return new KerasTokenizerOptions(numWords, characters, lower, split, charLevel, oovToken);
    }

    /** These options with texts left in their case. */
    public KerasTokenizerOptions caseKept() {
        return new KerasTokenizerOptions(numWords, filters, false, split, charLevel, oovToken);
    }

    /** These options with another string between words. */
    public KerasTokenizerOptions withSplit(String separator) {
        return new KerasTokenizerOptions(numWords, filters, lower, separator, charLevel, oovToken);
    }

    /** These options with every code point a word. */
    public KerasTokenizerOptions byCharacter() {
        return new KerasTokenizerOptions(numWords, filters, lower, split, true, oovToken);
    }

    /** These options with a word that stands for all unknown ones. */
    public KerasTokenizerOptions withOovToken(String token) {
        return new KerasTokenizerOptions(numWords, filters, lower, split, charLevel, token);
    }
}
