package io.maskwise.text;

import io.maskwise.InvalidOption;
import java.io.Serializable;

/**
 * How Keras' {@code Tokenizer} cuts a text; its {@code num_words} is the vocabulary's maximum size.
 *
 * @param filters every character (code point) that stands for the split string
 * @param lower whether a text is lower-cased before it is cut
 * @param split what stands between words, taken literally
 * @param charLevel whether every code point is a word; filters and split have then no effect, as in Keras
 */
public record KerasOptions(String filters, boolean lower, String split, boolean charLevel) implements Serializable {
    /** Keras' defaults. */
    public static final KerasOptions DEFAULT =
            new KerasOptions(KerasTokenizerOptions.DEFAULT_FILTERS, true, " ", false);

    /** @throws InvalidOption if the split string is empty */
    public KerasOptions {
        tokenizer(filters, lower, split, charLevel);
    }

    /** The options of a {@link KerasTokenizer} that cuts alike, without a limit of words and a name for unknown ones. */
    public KerasTokenizerOptions tokenizer() {
        return tokenizer(filters, lower, split, charLevel);
    }

    private static KerasTokenizerOptions tokenizer(String filters, boolean lower, String split, boolean charLevel) {
        return new KerasTokenizerOptions(0, filters, lower, split, charLevel, null);
    }
}
