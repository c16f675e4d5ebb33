package io.maskwise.text;

import io.maskwise.InvalidOption;
import io.maskwise.KebabCase;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Turns the records of a corpus into tokens with their labels; stateless, but for one {@link #ofOneThread}. */
public final class ExampleTokenizer implements Serializable {
    private static final long serialVersionUID = 1L;

    private final TokenizerOptions options;
    private final Labels labels;
    private final Tokenizer tokenizer;

    private ExampleTokenizer(TokenizerOptions options, Labels labels, Tokenizer tokenizer) {
        this.options = options;
        this.labels = labels;
        this.tokenizer = tokenizer;
    }

    /** What labels mean for the way in which a text is cut. */
    private enum Labels {
        /** Nothing: they belong to the whole of it, or there are none. */
        OF_WHOLE,
        /** Each of its own tokens is cut by itself, as it has a label. */
        OF_TOKENS,
        /** Its own tokens, where it has such, are cut as if they had labels. */
        WANTED_OF_TOKENS
    }

    /**
     * The tokenizer for a corpus.
     *
     * @throws InvalidOption if the corpus has labels for its own tokens, the options would cut these, and do not say what
     *     becomes of a label
     */
    public static ExampleTokenizer of(CorpusOptions corpus, TokenizerOptions options) {
        boolean perToken = corpus.labelling() == Labelling.PER_TOKEN;
        if (perToken && options.kind() != TokenizerKind.PRETOKENIZED && options.labels() == PieceLabels.REFUSE) {
            String complaint =
                    ("%s (must be pretokenized, as a %s corpus has a label for each of its own tokens; or say by"
                                    + " tokenizer.labels what becomes of the label of one that is cut)")
                            .formatted(KebabCase.of(options.kind()), KebabCase.of(corpus.format()));
            throw new InvalidOption("tokenizer kind", complaint, "tokenizer", "kind").beside("corpus", "format");
        }
        return new ExampleTokenizer(options, perToken ? Labels.OF_TOKENS : Labels.OF_WHOLE, Tokenizer.of(options));
    }

    /**
     * The tokenizer for texts without labels, which cuts them as those were that a model was trained on.
     *
     * @param trained what labels belonged to there
     * @param tokenizer the one that the options describe
     */
    public static ExampleTokenizer ofTexts(Labelling trained, TokenizerOptions options, Tokenizer tokenizer) {
        Labels labels = trained == Labelling.PER_TOKEN ? Labels.WANTED_OF_TOKENS : Labels.OF_WHOLE;
        return new ExampleTokenizer(options, labels, tokenizer);
    }

    /** One that makes the same of every record for a single thread, and may remember what it has seen to be faster. */
    public ExampleTokenizer ofOneThread() {
        return new ExampleTokenizer(options, labels, tokenizer.ofOneThread());
    }

    /** The record's tokens, or the reject that it is or becomes. */
    public TokenizedRecord tokenize(CorpusRecord record) {
        if (record instanceof RejectedRecord rejected) {
            return rejected;
        }
        if (record instanceof ParallelExample pair) {
            return tokenize(pair);
        }
        CorpusExample example = (CorpusExample) record;
        if (labels == Labels.OF_TOKENS || (labels == Labels.WANTED_OF_TOKENS && hasTokens(example))) {
            return ofOwnTokens(example);
        }
        List<String> tokens = tokens(example);
        return tokens.isEmpty()
                ? noTokens(record.position(), RejectReasons.EMPTY_TEXT, "The example")
                : new TokenizedExample(example.position(), tokens, example.labels());
    }

    /** Each of the corpus's tokens is cut by itself; one of which nothing would be left stays, so that no label is lost. */
    private TokenizedRecord ofOwnTokens(CorpusExample example) {
        List<String> tokens = new ArrayList<>();
        List<String> ofPieces = new ArrayList<>();
        List<List<String>> cut = options.kind() == TokenizerKind.PRETOKENIZED
                ? example.tokens().stream().map(token -> List.<String>of()).toList()
                : tokenizer.tokenizeWords(example.tokens());
        for (int i = 0; i < cut.size(); i++) {
            List<String> pieces =
                    cut.get(i).isEmpty() ? List.of(written(example.tokens().get(i))) : cut.get(i);
            tokens.addAll(pieces);
            if (labels == Labels.OF_TOKENS) {
                ofPieces.addAll(options.labels().of(example.labels().get(i), pieces.size()));
            }
        }
        return new TokenizedExample(
                example.position(), tokens, labels == Labels.OF_TOKENS ? ofPieces : example.labels());
    }

    private static boolean hasTokens(CorpusExample example) {
        return !example.tokens().isEmpty();
    }

    private String written(String token) {
        String normal = options.normalization().of(token);
        return options.lowerCase() ? normal.toLowerCase(Locale.ROOT) : normal;
    }

    private TokenizedRecord tokenize(ParallelExample pair) {
        List<String> tokens = tokenizer.tokenize(pair.text());
        List<String> target = tokenizer.tokenize(pair.target());
        if (tokens.isEmpty()) {
            return noTokens(pair.position(), RejectReasons.EMPTY_TEXT, "The example");
        }
        return target.isEmpty()
                ? noTokens(pair.position(), RejectReasons.EMPTY_TARGET, "The target of the example")
                : new TokenizedExample(pair.position(), tokens, List.of(), target);
    }

    private static RejectedRecord noTokens(SourcePosition position, String reason, String what) {
        String complaint = what + " " + position.inWords() + " has no tokens (must be at least one)";
        return new RejectedRecord(position, reason, complaint);
    }

    private List<String> tokens(CorpusExample example) {
        if (example.tokens().isEmpty() || options.kind() != TokenizerKind.PRETOKENIZED) {
            return tokenizer.tokenize(example.text());
        }
        return example.tokens().stream().map(this::written).toList();
    }
}
