package io.maskwise.text;

import java.io.Serializable;

/**
 * How texts become tokens.
 *
 * @param kind where a text is cut
 * @param lowerCase whether every token is then lower-cased, by the rules of no language ({@code Locale.ROOT})
 */
public record TokenizerOptions(TokenizerKind kind, boolean lowerCase) implements Serializable {}
