package io.maskwise.text;

import java.util.List;
import java.util.Locale;

/** Lower-cases the tokens that another tokenizer cuts, by the rules of no language. */
record LowerCaseTokenizer(Tokenizer cutting) implements Tokenizer {
    @Override
    public List<String> tokenize(String text) {
        return lowerCase(cutting.tokenize(text));
    }

    static List<String> lowerCase(List<String> tokens) {
        return tokens.stream().map(token -> token.toLowerCase(Locale.ROOT)).toList();
    }
}
