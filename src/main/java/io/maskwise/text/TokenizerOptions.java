package io.maskwise.text;

import java.io.Serializable;

/**
 * How texts become tokens.
 *
 * @param kind where a text is cut
 * @param lowerCase whether every token is then lower-cased, by the rules of no language ({@code Locale.ROOT})
 * @param normalization which of the ways to write one and the same character is used, from before a text is cut
 * @param labels what becomes of the label of a token that is cut
 * @param regex used by {@link TokenizerKind#REGEX}
 * @param keras used by {@link TokenizerKind#KERAS}
 * @param lucene used by {@link TokenizerKind#LUCENE}
 * @param huggingFace used by {@link TokenizerKind#HUGGING_FACE}
 */
public record TokenizerOptions(
        TokenizerKind kind,
        boolean lowerCase,
        Normalization normalization,
        PieceLabels labels,
        RegexOptions regex,
        KerasOptions keras,
        LuceneOptions lucene,
        HuggingFaceOptions huggingFace)
        implements Serializable {
    /** Text as it is written. */
    public TokenizerOptions(TokenizerKind kind, boolean lowerCase) {
        this(
                kind,
                lowerCase,
                Normalization.NONE,
                PieceLabels.REFUSE,
                RegexOptions.DEFAULT,
                KerasOptions.DEFAULT,
                LuceneOptions.DEFAULT,
                HuggingFaceOptions.NONE);
    }

    /** The same options, without the place of a file: what it says is kept by whoever keeps these. */
    public TokenizerOptions withoutPlaces() {
        return new TokenizerOptions(
                kind, lowerCase, normalization, labels, regex, keras, lucene, HuggingFaceOptions.NONE);
    }

    /** The same options, with text brought to one form. */
    public TokenizerOptions normalizing(Normalization changed) {
        return new TokenizerOptions(kind, lowerCase, changed, labels, regex, keras, lucene, huggingFace);
    }

    /** The same options, with other labels of pieces. */
    public TokenizerOptions labelling(PieceLabels changed) {
        return new TokenizerOptions(kind, lowerCase, normalization, changed, regex, keras, lucene, huggingFace);
    }

    /** The same options, with text cut by a pattern. */
    public TokenizerOptions cuttingBy(RegexOptions changed) {
        return new TokenizerOptions(
                TokenizerKind.REGEX, lowerCase, normalization, labels, changed, keras, lucene, huggingFace);
    }

    /** The same options, with text cut as Keras does. */
    public TokenizerOptions cuttingBy(KerasOptions changed) {
        return new TokenizerOptions(
                TokenizerKind.KERAS, lowerCase, normalization, labels, regex, changed, lucene, huggingFace);
    }

    /** The same options, with text analysed by Lucene. */
    public TokenizerOptions cuttingBy(LuceneOptions changed) {
        return new TokenizerOptions(
                TokenizerKind.LUCENE, lowerCase, normalization, labels, regex, keras, changed, huggingFace);
    }

    /** The same options, with text cut by a tokenizer of Hugging Face. */
    public TokenizerOptions cuttingBy(HuggingFaceOptions changed) {
        return new TokenizerOptions(
                TokenizerKind.HUGGING_FACE, lowerCase, normalization, labels, regex, keras, lucene, changed);
    }
}
