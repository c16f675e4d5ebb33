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

    @Override
    public Tokenizer ofOneThread() {
        return cutting instanceof WhitespaceTokenizer ? new KnownTokens(this) : this;
    }

    /** What becomes of a token. */
    String lowered(String token) {
        return lowerCase ? token.toLowerCase(Locale.ROOT) : token;
    }

    private List<String> lowered(List<String> tokens) {
        if (!lowerCase) {
            return tokens;
        }
        String[] lowered = new String[tokens.size()];
        for (int i = 0; i < lowered.length; i++) { // no stream, as this is done for every token of a corpus
            lowered[i] = tokens.get(i).toLowerCase(Locale.ROOT);
        }
        return List.of(lowered);
    }
}
