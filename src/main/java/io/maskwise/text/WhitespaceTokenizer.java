package io.maskwise.text;

import java.util.ArrayList;
import java.util.List;

/** Cuts at white space ({@link Character#isWhitespace}: a no-break space does not cut). */
record WhitespaceTokenizer() implements Tokenizer {
    @Override
    public List<String> tokenize(String text) {
        List<String> tokens = new ArrayList<>();
        int start = 0;
        for (int at = 0; at <= text.length(); at++) {
            if (at == text.length() || Character.isWhitespace(text.charAt(at))) {
                if (at > start) {
                    tokens.add(text.substring(start, at));
                }
                start = at + 1;
            }
        }
        return tokens;
    }

    @Override
    public Tokenizer ofOneThread() {
        return new KnownTokens(new FormTokenizer(this, Normalization.NONE, false));
    }
}
