package io.maskwise.text;

import java.io.Serializable;
import java.util.List;
import java.util.function.Supplier;

/**
 * Cuts a text into tokens.
 *
 * <p>What every tokenizer keeps to, but for one {@link #ofOneThread}, which is for one thread:
 *
 * <ul>
 *   <li>Tokens are pieces of the text, in its order, without overlap, none of them empty; normalization changes a text
 *       before it is cut, and lower-casing a token afterwards.
 *   <li>Only white space is left out, by {@link TokenizerKind#CHARACTERS} nothing, and by {@link TokenizerKind#REGEX} what
 *       its pattern says. {@link TokenizerKind#KERAS} leaves out what its filters name, and lower-cases before it cuts.
 *   <li>What {@link TokenizerKind#LUCENE} and {@link TokenizerKind#HUGGING_FACE} make of a text is theirs to say.
 *   <li>The same text always gives the same tokens, on every machine; any text may be given, an empty one has none.
 *   <li>A tokenizer may be used by many threads at once.
 * </ul>
 */
@FunctionalInterface
public interface Tokenizer extends Serializable {
    /** The tokens of a text. */
    List<String> tokenize(String text);

    /** The tokens of words that stand in one text, those of each word by themselves. */
    default List<List<String>> tokenizeWords(List<String> words) {
        return words.stream().map(this::tokenize).toList();
    }

    /** One that gives the same tokens to a single thread, and may remember what it has seen to be faster. */
    default Tokenizer ofOneThread() {
        return this;
    }

    /** The tokenizer that the options ask for. */
    static Tokenizer of(TokenizerOptions options) {
        return of(options, () -> new HuggingFaceTokenizer(options.huggingFace()));
    }

    /**
     * The tokenizer that the options ask for, whose file was kept elsewhere than they say.
     *
     * @param huggingFace the {@code tokenizer.json} of one of Hugging Face
     * @param source its name, for errors
     */
    static Tokenizer of(TokenizerOptions options, byte[] huggingFace, String source) {
        return of(options, () -> new HuggingFaceTokenizer(huggingFace, source));
    }

    private static Tokenizer of(TokenizerOptions options, Supplier<Tokenizer> huggingFace) {
        Tokenizer cutting = switch (options.kind()) {
            case PRETOKENIZED -> new WhitespaceTokenizer();
            case WORD -> new WordTokenizer();
            case REGEX -> new RegexTokenizer(options.regex());
            case KERAS -> new KerasWordsTokenizer(options.keras());
            case LUCENE -> new LuceneTokenizer(options.lucene());
            case HUGGING_FACE -> huggingFace.get();
            case CHARACTERS -> new CharacterTokenizer();
        };
        boolean asWritten = options.normalization() == Normalization.NONE && !options.lowerCase();
        return asWritten ? cutting : new FormTokenizer(cutting, options.normalization(), options.lowerCase());
    }
}
