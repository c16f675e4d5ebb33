package io.maskwise.text;

import io.maskwise.InvalidOption;
import io.maskwise.KebabCase;
import java.io.Serializable;
import java.util.List;

/** Turns the records of a corpus into tokens with their labels; stateless. */
public final class ExampleTokenizer implements Serializable {
    private static final long serialVersionUID = 1L;

    private final TokenizerOptions options;
    private final Tokenizer tokenizer;

    private ExampleTokenizer(TokenizerOptions options) {
        this.options = options;
        this.tokenizer = Tokenizer.of(options);
    }

    /**
     * The tokenizer for a corpus.
     *
     * @throws InvalidOption if the corpus has labels for its own tokens and the options would cut others
     */
    public static ExampleTokenizer of(CorpusOptions corpus, TokenizerOptions options) {
        if (corpus.labelling() == Labelling.PER_TOKEN && options.kind() != TokenizerKind.PRETOKENIZED) {
            String complaint = "%s (must be pretokenized, as a %s corpus has a label for each of its own tokens)"
                    .formatted(KebabCase.of(options.kind()), KebabCase.of(corpus.format()));
            throw new InvalidOption("tokenizer kind", complaint, "tokenizer", "kind").beside("corpus", "format");
        }
        return new ExampleTokenizer(options);
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
        List<String> tokens = tokens(example);
        return tokens.isEmpty()
                ? noTokens(record.position(), RejectReasons.EMPTY_TEXT, "The example")
                : new TokenizedExample(example.position().id(), tokens, example.labels());
    }

    private TokenizedRecord tokenize(ParallelExample pair) {
        List<String> tokens = tokenizer.tokenize(pair.text());
        List<String> target = tokenizer.tokenize(pair.target());
        if (tokens.isEmpty()) {
            return noTokens(pair.position(), RejectReasons.EMPTY_TEXT, "The example");
        }
        return target.isEmpty()
                ? noTokens(pair.position(), RejectReasons.EMPTY_TARGET, "The target of the example")
                : new TokenizedExample(pair.position().id(), tokens, List.of(), target);
    }

    private static RejectedRecord noTokens(SourcePosition position, String reason, String what) {
        String complaint = what + " at line " + position.line() + " has no tokens (must be at least one)";
        return new RejectedRecord(position, reason, complaint);
    }

    private List<String> tokens(CorpusExample example) {
        if (example.tokens().isEmpty() || options.kind() != TokenizerKind.PRETOKENIZED) {
            return tokenizer.tokenize(example.text());
        }
        return options.lowerCase() ? LowerCaseTokenizer.lowerCase(example.tokens()) : example.tokens();
    }
}
