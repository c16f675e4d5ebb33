package io.maskwise.text;

import java.util.ArrayList;
import java.util.List;

/** Makes every code point a token. */
record CharacterTokenizer() implements Tokenizer {
    @Override
    public List<String> tokenize(String text) {
        List<String> tokens = new ArrayList<>(text.length());
        for (int at = 0; at < text.length(); ) {
            int next = text.offsetByCodePoints(at, 1);
            tokens.add(text.substring(at, next));
            at = next;
        }
        return tokens;
    }
}
