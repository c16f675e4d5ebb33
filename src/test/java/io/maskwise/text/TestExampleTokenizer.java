package io.maskwise.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.maskwise.InvalidOption;
import java.util.List;
import org.junit.jupiter.api.Test;

class TestExampleTokenizer {
    private static final SourcePosition PLACE = new SourcePosition("train.tsv", 7);
    private static final TokenizerOptions LOWER = new TokenizerOptions(TokenizerKind.PRETOKENIZED, true);

    @Test
    void theCorpussOwnTokensAreKeptOneForEachLabel() {
        CorpusExample example =
                new CorpusExample(PLACE, "10 000 Fish", List.of("10 000", "Fish"), List.of("NUM", "NOUN"));
        assertThat(tokenizer(Corpora.CONLLU, LOWER).tokenize(example))
                .isEqualTo(new TokenizedExample(
                        new SourcePosition("train.tsv", 7), List.of("10 000", "fish"), List.of("NUM", "NOUN")));
    }

    @Test
    void textIsCutAndItsLabelKept() {
        CorpusExample example = new CorpusExample(PLACE, "Who ?", List.of(), List.of("HUM"));
        assertThat(tokenizer(Corpora.TSV, LOWER).tokenize(example))
                .isEqualTo(
                        new TokenizedExample(new SourcePosition("train.tsv", 7), List.of("who", "?"), List.of("HUM")));
    }

    @Test
    void anExampleWithoutTokensIsRejected() {
        CorpusExample example = new CorpusExample(PLACE, " \t", List.of(), List.of("HUM"));
        assertThat(tokenizer(Corpora.TSV, LOWER).tokenize(example))
                .isEqualTo(new RejectedRecord(
                        PLACE, "empty-text", "The example at line 7 has no tokens (must be at least one)"));
    }

    @Test
    void anExampleHasALabelForEachTokenOrOneOrNone() {
        assertThatThrownBy(() -> new CorpusExample(PLACE, "a b", List.of("a", "b"), List.of("X", "Y", "Z")))
                .hasMessage("Invalid example train.tsv:7: 3 labels (must be one for each of its 2 tokens, or one, or"
                        + " none)");
        assertThatThrownBy(() ->
                        new TokenizedExample(new SourcePosition("row", 1), List.of("a", "b", "c"), List.of("X", "Y")))
                .hasMessage("Invalid example row:1: 2 labels (must be one for each of its 3 tokens, or one, or none)");
        assertThatThrownBy(() -> new TokenizedExample(new SourcePosition("row", 1), List.of(), List.of()))
                .hasMessage("Invalid example row:1: it has no tokens (must be at least one)");
    }

    @Test
    void aRejectStaysTheRejectItIs() {
        RejectedRecord rejected = new RejectedRecord(PLACE, "invalid-utf8", "Line 7 is not valid UTF-8");
        assertThat(tokenizer(Corpora.TSV, LOWER).tokenize(rejected)).isSameAs(rejected);
    }

    @Test
    void aCorpusWithALabelForEachTokenCannotBeCutOtherwise() {
        TokenizerOptions words = new TokenizerOptions(TokenizerKind.WORD, false);
        assertThatThrownBy(() -> ExampleTokenizer.of(Corpora.CONLLU, words))
                .isInstanceOfSatisfying(InvalidOption.class, refused -> {
                    assertThat(refused.key()).containsExactly("tokenizer", "kind");
                    assertThat(refused.beside()).containsExactly("corpus", "format");
                })
                .hasMessage(
                        "Invalid tokenizer kind: word (must be pretokenized, as a conllu corpus has a label for each"
                                + " of its own tokens; or say by tokenizer.labels what becomes of the label of one that"
                                + " is cut)");
    }

    private static TokenizedExample cut(PieceLabels labels, TokenizerOptions options) {
        CorpusExample example = new CorpusExample(
                PLACE,
                "don't New-York . x",
                List.of("Don't", "New-York", "--", "x-y"),
                List.of("V", "B-LOC", "O", "S-X"));
        return (TokenizedExample)
                tokenizer(Corpora.CONLLU, options.labelling(labels)).tokenize(example);
    }

    private static final TokenizerOptions LETTERS =
            new TokenizerOptions(TokenizerKind.REGEX, true).cuttingBy(new RegexOptions("[A-Za-z]+", false));

    @Test
    void labelsFollowThePiecesOfTheirTokenAndNoneIsLost() {
        TokenizedExample repeated = cut(PieceLabels.REPEAT, LETTERS);
        assertThat(repeated.tokens()).containsExactly("don", "t", "new", "york", "--", "x", "y");
        assertThat(repeated.labels()).containsExactly("V", "V", "B-LOC", "B-LOC", "O", "S-X", "S-X");
    }

    @Test
    void aSpanIsContinuedInThePiecesOfItsFirstToken() {
        assertThat(cut(PieceLabels.BIO, LETTERS).labels())
                .containsExactly("V", "V", "B-LOC", "I-LOC", "O", "S-X", "I-X");
    }

    @Test
    void oneLabelOfASequenceOfOneTokenStaysOne() {
        CorpusOptions sequences = Corpora.LINES.with(JsonlOptions.DEFAULT);
        CorpusExample example = new CorpusExample(PLACE, "a-b", List.of("a-b"), List.of("X"));
        assertThat(tokenizer(sequences, LETTERS).tokenize(example))
                .isEqualTo(new TokenizedExample(new SourcePosition("train.tsv", 7), List.of("a", "b"), List.of("X")));
    }

    @Test
    void ownTokensAreNormalizedToo() {
        TokenizerOptions options = LOWER.normalizing(Normalization.NFKC);
        CorpusExample example = new CorpusExample(PLACE, "", List.of("\uFB01x", "E\u0301"), List.of("A", "B"));
        assertThat(((TokenizedExample) tokenizer(Corpora.CONLLU, options).tokenize(example)).tokens())
                .containsExactly("fix", "\u00e9");
    }

    /** As it comes to an executor. */
    private static ExampleTokenizer tokenizer(CorpusOptions corpus, TokenizerOptions options) {
        return Corpora.copy(ExampleTokenizer.of(corpus, options), ExampleTokenizer.class);
    }
}
