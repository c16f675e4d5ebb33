package io.maskwise.report;

import java.util.Locale;
import java.util.regex.Pattern;

/** Texts from a corpus, which may hold what breaks lines, turns the direction of reading or steers terminals. */
public final class VisibleText {
    private static final Pattern UNPRINTABLE =
            Pattern.compile("[\\p{Cntrl}\\u2028\\u2029\\u202a-\\u202e\\u2066-\\u2069]");

    private VisibleText() {}

    /** The text with every such character shown as {@code \\u001b}. */
    public static String of(String text) {
        return UNPRINTABLE
                .matcher(text)
                .replaceAll(found -> String.format(
                        Locale.ROOT, "\\\\u%04x", (int) found.group().charAt(0)));
    }
}
