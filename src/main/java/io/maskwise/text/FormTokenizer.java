package io.maskwise.text;

import java.util.List;
import java.util.Locale;

/** Brings text to one form before another tokenizer cuts it, and lower-cases its tokens by the rules of no language. */
record FormTokenizer(Tokenizer cutting, Normalization normalization, boolean lowerCase) implements Tokenizer {
    @Override
    public List<String> tokenize(String text) {
        return lowered(cutting.tokenize(normalization.of(text)));
    }

    @Override
    public List<List<String>> tokenizeWords(List<String> words) {
        return cutting.tokenizeWords(words.stream().map(normalization::of).toList()).stream()
                .map(this::lowered)
                .toList();
    }

    private List<String> lowered(List<String> tokens) {
        return lowerCase
                ? tokens.stream().map(token -> token.toLowerCase(Locale.ROOT)).toList()
                : tokens;
    }
}
