package io.maskwise.text;

import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Cuts at the word boundaries of {@link BreakIterator}, by the rules of no language.
 *
 * <p>{@code I can't, Dr. Who!} gives {@code I}, {@code can't}, {@code ,}, {@code Dr}, {@code .}, {@code Who},
 * {@code !}. Punctuation stays, because taggers and classifiers learn from it.
 */
record WordTokenizer() implements Tokenizer {
    @Override
    public List<String> tokenize(String text) {
        BreakIterator boundaries = BreakIterator.getWordInstance(Locale.ROOT);
        // BreakIterator cuts at a typographic apostrophe and not at a plain one; both stand for the same.
        boundaries.setText(text.replace('\u2019', '\''));
        List<String> tokens = new ArrayList<>();
        int start = boundaries.first();
        for (int end = boundaries.next(); end != BreakIterator.DONE; end = boundaries.next()) {
            String segment = text.substring(start, end);
            if (!isSpace(segment)) {
                tokens.add(segment);
            }
            start = end;
        }
        return tokens;
    }

    private static boolean isSpace(String segment) {
        return segment.codePoints().allMatch(point -> Character.isWhitespace(point) || Character.isSpaceChar(point));
    }
}
