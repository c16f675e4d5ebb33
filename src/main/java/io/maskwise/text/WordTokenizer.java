package io.maskwise.text;

import com.ibm.icu.text.BreakIterator;
import com.ibm.icu.util.ULocale;
import java.util.ArrayList;
import java.util.List;

/**
 * Cuts at Unicode's word boundaries, by the rules of no language; scripts that write no spaces by ICU's dictionaries.
 *
 * <p>{@code I can't, Dr. Who!} gives {@code I}, {@code can't}, {@code ,}, {@code Dr}, {@code .}, {@code Who},
 * {@code !}. Punctuation and symbols stay, one grapheme cluster a token, because taggers and classifiers learn from
 * them. What cannot be seen (white space, control and format characters standing alone) is no token.
 *
 * <p>The rules are those of https://unicode.org/reports/tr29/#Word_Boundaries, in the version of the ICU that this
 * program is built with, not that of the JDK that runs it.
 */
record WordTokenizer() implements Tokenizer {
    /** Making one costs far more than cutting a line. */
    private static final ThreadLocal<BreakIterator> BOUNDARIES =
            ThreadLocal.withInitial(() -> BreakIterator.getWordInstance(ULocale.ROOT));

    @Override
    public List<String> tokenize(String text) {
        BreakIterator boundaries = BOUNDARIES.get();
        boundaries.setText(text);
        List<String> tokens = new ArrayList<>();
        int start = boundaries.first();
        for (int end = boundaries.next(); end != BreakIterator.DONE; end = boundaries.next()) {
            int visible = visibleFrom(text, start, end);
            if (visible < end) {
                tokens.add(text.substring(visible, end));
            }
            start = end;
        }
        boundaries.setText(""); // or the thread would hold the longest text that it has seen
        return tokens;
    }

    /** Where a segment's first visible character is: by the rules a space carries the combining marks after it. */
    private static int visibleFrom(String text, int start, int end) {
        int at = start;
        while (at < end && isInvisible(text.codePointAt(at))) {
            at += Character.charCount(text.codePointAt(at));
        }
        return at;
    }

    private static boolean isInvisible(int point) {
        int type = Character.getType(point);
        return Character.isWhitespace(point)
                || Character.isSpaceChar(point)
                || type == Character.CONTROL
                || type == Character.FORMAT;
    }
}
