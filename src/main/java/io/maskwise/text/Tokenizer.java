package io.maskwise.text;

import java.io.Serializable;
import java.util.List;

/**
 * Cuts a text into tokens.
 *
 * <p>What every tokenizer keeps to:
 *
 * <ul>
 *   <li>Tokens are pieces of the text, in its order, without overlap, none of them empty; normalization changes a text
 *       before it is cut, and lower-casing a token afterwards.
 *   <li>Only white space is left out, by {@link TokenizerKind#CHARACTERS} nothing, and by {@link TokenizerKind#REGEX} what
 *       its pattern says.
 *   <li>The same text always gives the same tokens, on every machine; any text may be given, an empty one has none.
 *   <li>A tokenizer may be used by many threads at once.
 * </ul>
 */
@FunctionalInterface
public interface Tokenizer extends Serializable {
    /** The tokens of a text. */
    List<String> tokenize(String text);

    /** The tokenizer that the options ask for. */
    static Tokenizer of(TokenizerOptions options) {
        Tokenizer cutting = switch (options.kind()) {
            case PRETOKENIZED -> new WhitespaceTokenizer();
            case WORD -> new WordTokenizer();
            case REGEX -> new RegexTokenizer(options.regex());
            case CHARACTERS -> new CharacterTokenizer();
        };
        Tokenizer normalizing = options.normalization() == Normalization.NONE
                ? cutting
                : text -> cutting.tokenize(options.normalization().of(text));
        return options.lowerCase() ? new LowerCaseTokenizer(normalizing) : normalizing;
    }
}
