package io.maskwise.text;

import io.maskwise.InvalidOption;
import java.io.Serializable;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * How a regular expression cuts a text, as {@code RegexTokenizer} of Spark ML does.
 *
 * @param pattern what {@link Pattern} reads
 * @param gaps whether it matches what stands between tokens, else the tokens themselves
 */
public record RegexOptions(String pattern, boolean gaps) implements Serializable {
    /** Tokens between white space. */
    public static final RegexOptions DEFAULT = new RegexOptions("\\s+", true);

    public RegexOptions {
        if (pattern.isEmpty()) {
            throw new InvalidOption("pattern", "it is empty (must be a regular expression)", "pattern");
        }
        try {
            Pattern.compile(pattern);
        } catch (PatternSyntaxException failure) {
            throw new InvalidOption(
                    "pattern",
                    "'" + pattern + "': " + failure.getDescription() + " near index " + failure.getIndex()
                            + " (must be a regular expression of Java)",
                    "pattern");
        }
    }
}
