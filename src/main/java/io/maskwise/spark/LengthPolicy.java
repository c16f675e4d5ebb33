package io.maskwise.spark;

import io.maskwise.sequence.PadSequences;
import io.maskwise.sequence.PaddingOptions;
import io.maskwise.text.TokenizedExample;
import java.io.Serializable;
import java.util.List;

/**
 * Cuts an example to the longest length allowed, tokens and their labels alike; a target so that its end symbol still
 * fits.
 */
record LengthPolicy(PaddingOptions padding) implements Serializable {
    /** How many tokens are too many, of the text and of its target. */
    int excess(TokenizedExample example) {
        return excess(example.tokens(), padding.maximumLength()) + excess(example.target(), longestTarget());
    }

    private static int excess(List<String> steps, int limit) {
        return limit == 0 ? 0 : Math.max(0, steps.size() - limit);
    }

    /** At least 1, as options with less are refused. */
    private int longestTarget() {
        return Math.max(0, padding.maximumLength() - 1);
    }

    /** The example without {@link #excess} tokens. */
    TokenizedExample cut(TokenizedExample example) {
        if (excess(example) == 0) {
            return example;
        }
        int limit = padding.maximumLength();
        // What is cut has two tokens or more, so that a single label can only be the whole sequence's.
        List<String> labels = example.labels().size() > 1 ? kept(example.labels(), limit) : example.labels();
        return new TokenizedExample(
                example.id(), kept(example.tokens(), limit), labels, kept(example.target(), longestTarget()));
    }

    private List<String> kept(List<String> steps, int limit) {
        return excess(steps, limit) == 0
                ? steps
                : PadSequences.of(padding).to(limit).pad(List.of(steps), "").get(0);
    }
}
