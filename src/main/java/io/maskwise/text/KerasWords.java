package io.maskwise.text;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.util.ULocale;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * Cuts texts as Keras' {@code text_to_word_sequence} does.
 *
 * <p>It is no {@link Tokenizer}: what the filters name is lost, and a text is lower-cased before it is cut.
 *
 * <p>Lower-casing follows Unicode's full mappings, as Python's {@code str.lower} does. The JDK's {@code toLowerCase}
 * asks its own word boundaries whether a sigma is the last letter, and so writes {@code a1ς} where Python writes
 * {@code a1σ}; it also knows only the capitals of its own release. ICU's answer differs from Python's for capitals
 * alone that are newer than that Python.
 */
final class KerasWords implements Serializable {
    private static final long serialVersionUID = 1L;
    private static final CharacterTokenizer CHARACTERS = new CharacterTokenizer();

    private final KerasTokenizerOptions options;
    private final BitSet filters = new BitSet();

    KerasWords(KerasTokenizerOptions options) {
        this.options = options;
        options.filters().codePoints().forEach(filters::set);
    }

    /** The words of a text. */
    List<String> of(String text) {
        String cased = lower(text);
        return options.charLevel() ? CHARACTERS.tokenize(cased) : split(filter(cased));
    }

    /** The words of a text that is cut already. */
    List<String> of(List<String> words) {
        return words.stream().map(this::lower).toList();
    }

    private String lower(String text) {
        return options.lower() ? UCharacter.toLowerCase(ULocale.ROOT, text) : text;
    }

    private String filter(String text) {
        StringBuilder filtered = new StringBuilder(text.length());
        text.codePoints().forEach(point -> {
            if (filters.get(point)) {
                filtered.append(options.split());
            } else {
                filtered.appendCodePoint(point);
            }
        });
        return filtered.toString();
    }

    private List<String> split(String text) {
        List<String> words = new ArrayList<>();
        int start = 0;
        while (start < text.length()) {
            int found = text.indexOf(options.split(), start);
            int end = found < 0 ? text.length() : found;
            if (end > start) {
                words.add(text.substring(start, end));
            }
            start = end + options.split().length();
        }
        return words;
    }
}
