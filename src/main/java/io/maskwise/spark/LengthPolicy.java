package io.maskwise.spark;

import io.maskwise.sequence.PaddingOptions;
import io.maskwise.sequence.TooLong;
import io.maskwise.sequence.Windows;
import io.maskwise.text.DroppedRecord;
import io.maskwise.text.TokenizedExample;
import io.maskwise.text.TokenizedRecord;
import java.io.Serializable;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What becomes of an example that is longer than allowed: it is truncated, tokens and their labels alike, or dropped, or
 * cut into windows. A target is too long if its end symbol does not fit.
 */
record LengthPolicy(PaddingOptions padding) implements Serializable {
    /** The example without {@link #tokensCut} tokens, or that it is dropped. */
    TokenizedRecord shortened(TokenizedExample example) {
        if (excess(example) == 0) {
            return example;
        }
        return switch (padding.tooLong()) {
            case TRUNCATE -> truncated(example);
            case DROP -> new DroppedRecord(DroppedRecord.TOO_LONG);
            case WINDOWS -> example; // whole until its labels are known to be valid: see rows
        };
    }

    /** How many tokens truncation takes, of the text and of its target. */
    int tokensCut(TokenizedExample example) {
        return padding.tooLong() == TooLong.TRUNCATE ? excess(example) : 0;
    }

    private int excess(TokenizedExample example) {
        return excess(example.tokens(), padding.maximumLength()) + excess(example.target(), longestTarget());
    }

    private static int excess(List<String> steps, int limit) {
        return limit == 0 ? 0 : Math.max(0, steps.size() - limit);
    }

    /** At least 1, as options with less are refused. */
    private int longestTarget() {
        return Math.max(0, padding.maximumLength() - 1);
    }

    private TokenizedExample truncated(TokenizedExample example) {
        int limit = padding.maximumLength();
        // What is cut has two tokens or more, so that a single label can only be the whole sequence's.
        List<String> labels = example.labels().size() > 1 ? kept(example.labels(), limit) : example.labels();
        return new TokenizedExample(
                example.position(), kept(example.tokens(), limit), labels, kept(example.target(), longestTarget()));
    }

    private List<String> kept(List<String> steps, int limit) {
        return excess(steps, limit) == 0 ? steps : padding.truncating().keep(steps, limit);
    }

    boolean cutsWindows() {
        return padding.tooLong() == TooLong.WINDOWS;
    }

    /** The tokens of the longest row that so many tokens become. */
    int longestPiece(int tokens) {
        return cutsWindows() ? Math.min(tokens, padding.maximumLength()) : tokens;
    }

    /** The first token of a row that is such a window. */
    int from(int window) {
        return cutsWindows() ? padding.windows().from(window) : 0;
    }

    /** The rows that a record becomes: its windows if it is to be cut into such, else itself. */
    List<DatasetRow> rows(DatasetRow row) {
        if (!cutsWindows() || !(row instanceof EncodedRow whole)) {
            return List.of(row);
        }
        Windows windows = padding.windows();
        int steps = whole.tokens().length;
        int count = windows.count(steps);
        return count == 1
                ? List.of(row)
                : IntStream.range(0, count)
                        .<DatasetRow>mapToObj(
                                window -> whole.window(window, windows.from(window), windows.to(window, steps)))
                        .toList();
    }
}
