package io.maskwise.text;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;

/** Makes the terms of a Lucene analyzer the tokens. */
record LuceneTokenizer(LuceneOptions options) implements Tokenizer {
    @Override
    public List<String> tokenize(String text) {
        List<String> tokens = new ArrayList<>();
        try (TokenStream stream = LuceneAnalyzers.of(options.analyzer()).tokenStream("text", text)) {
            CharTermAttribute term = stream.addAttribute(CharTermAttribute.class);
            stream.reset();
            while (stream.incrementToken()) {
                if (term.length() > 0) {
                    tokens.add(term.toString());
                }
            }
            stream.end();
        } catch (IOException impossible) {
            throw new UncheckedIOException("Cannot read a string", impossible);
        }
        return tokens;
    }
}
