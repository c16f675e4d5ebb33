package io.maskwise.text;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Cuts where a pattern matches, or takes what it matches; nothing empty is a token. */
record RegexTokenizer(Pattern pattern, boolean gaps) implements Tokenizer {
    RegexTokenizer(RegexOptions options) {
        this(Pattern.compile(options.pattern()), options.gaps());
    }

    @Override
    public List<String> tokenize(String text) {
        List<String> tokens = new ArrayList<>();
        Matcher matcher = pattern.matcher(text);
        int end = 0;
        while (matcher.find()) {
            int start = gaps ? end : matcher.start();
            int stop = gaps ? matcher.start() : matcher.end();
            add(tokens, text, start, stop);
            end = matcher.end();
        }
        if (gaps) {
            add(tokens, text, end, text.length());
        }
        return tokens;
    }

    private static void add(List<String> tokens, String text, int start, int end) {
        if (end > start) {
            tokens.add(text.substring(start, end));
        }
    }
}
