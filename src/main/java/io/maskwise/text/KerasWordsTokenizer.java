package io.maskwise.text;

import java.util.List;

/** Cuts texts as Keras' {@code Tokenizer} does. */
record KerasWordsTokenizer(KerasWords words) implements Tokenizer {
    private static final long serialVersionUID = 1L;

    KerasWordsTokenizer(KerasOptions options) {
        this(new KerasWords(options.tokenizer()));
    }

    @Override
    public List<String> tokenize(String text) {
        return words.of(text);
    }
}
