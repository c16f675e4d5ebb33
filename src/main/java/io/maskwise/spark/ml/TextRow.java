package io.maskwise.spark.ml;

import io.maskwise.MaskwiseException;
import io.maskwise.sequence.PadSequences;
import io.maskwise.sequence.PaddingOptions;
import io.maskwise.sequence.Side;
import io.maskwise.spark.ml.VectorizerColumns.EmptyText;
import io.maskwise.text.CorpusExample;
import io.maskwise.text.ExampleTokenizer;
import io.maskwise.text.Labelling;
import io.maskwise.text.SourcePosition;
import io.maskwise.text.TokenizedExample;
import io.maskwise.text.TokenizedRecord;
import io.maskwise.text.Tokenizer;
import io.maskwise.text.TokenizerOptions;
import io.maskwise.text.Vocabulary;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.jspecify.annotations.Nullable;
import scala.collection.Seq;

/** Cuts the text of a row, which is a string or its tokens, as a corpus's are cut. */
final class TextRow implements Serializable {
    private static final long serialVersionUID = 1L;
    private static final SourcePosition HERE = new SourcePosition("row", 0, "row");

    private final ExampleTokenizer tokenizer;
    private final PaddingOptions padding;

    TextRow(TokenizerOptions options, PaddingOptions padding, boolean ofTokens) {
        Labelling labelling = ofTokens ? Labelling.PER_TOKEN : Labelling.PER_SEQUENCE;
        this.tokenizer = ExampleTokenizer.ofTexts(labelling, options, Tokenizer.of(options));
        this.padding = padding;
    }

    /** The tokens, truncated; none for a text that is null or has none. */
    List<String> tokens(@Nullable Object text) {
        return kept(all(text));
    }

    private List<String> all(@Nullable Object text) {
        if (text == null) {
            return List.of();
        }
        TokenizedRecord cut = tokenizer.tokenize(example(text));
        return cut instanceof TokenizedExample example ? example.tokens() : List.of();
    }

    /**
     * The labels of the tokens that truncation leaves.
     *
     * @throws MaskwiseException with exit 3 if there is not one for each token
     */
    <T> List<T> labels(@Nullable Object text, List<T> labels) {
        int tokens = all(text).size();
        if (labels.size() != tokens) {
            throw MaskwiseException.input(
                    "Cannot cut the %d labels of a row of %d tokens (must be as many; see labelsCol)",
                    labels.size(), tokens);
        }
        return kept(labels);
    }

    private <T> List<T> kept(List<T> steps) {
        int limit = padding.maximumLength();
        return limit == 0 || steps.size() <= limit
                ? steps
                : padding.truncating().keep(steps, limit);
    }

    private static CorpusExample example(Object text) {
        if (!(text instanceof Seq<?> tokens)) {
            return new CorpusExample(HERE, (String) text, List.of(), List.of());
        }
        List<String> words = new ArrayList<>();
        for (int i = 0; i < tokens.size(); i++) {
            Object word = tokens.apply(i);
            if (word == null) {
                throw MaskwiseException.input(
                        "Cannot vectorise a row whose token %d of %d is null (must be a string)", i + 1, tokens.size());
            }
            words.add((String) word);
        }
        return new CorpusExample(HERE, String.join(" ", words), words, List.of());
    }

    /** Tokens as ids, padded. */
    record Padded(TextRow text, VectorizedText model, EmptyText empty) implements Serializable {
        /** Token ids, mask and length. */
        Row of(@Nullable Object given) {
            List<String> tokens = text.tokens(given);
            if (tokens.isEmpty() && empty == EmptyText.ERROR) {
                throw MaskwiseException.input(
                        "Cannot vectorise a row whose text is %s (must have at least one token; or set handleInvalid to"
                                + " skip or keep)",
                        given == null ? "null" : "empty or has no tokens: '" + given + "'");
            }
            int bound = bound(tokens.size());
            PadSequences pad =
                    PadSequences.of(new PaddingOptions(model.padding().padding(), Side.POST, bound));
            int[] ids = pad.pad(new int[][] {model.vocabulary().encode(tokens)}, Vocabulary.PADDING_ID)[0];
            return RowFactory.create(boxed(ids), boxed(pad.maskRow(tokens.size(), bound)), tokens.size());
        }

        /** A text that is longer than all that were seen in training is not padded. */
        private int bound(int length) {
            return model.bounds().stream()
                    .mapToInt(Integer::intValue)
                    .filter(bound -> bound >= length)
                    .findFirst()
                    .orElse(length);
        }

        private static Integer[] boxed(int[] values) {
            Integer[] boxed = new Integer[values.length];
            for (int i = 0; i < values.length; i++) {
                boxed[i] = values[i];
            }
            return boxed;
        }

        private static Boolean[] boxed(boolean[] values) {
            Boolean[] boxed = new Boolean[values.length];
            for (int i = 0; i < values.length; i++) {
                boxed[i] = values[i];
            }
            return boxed;
        }
    }
}
