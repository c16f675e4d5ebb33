package io.maskwise.spark;

import io.maskwise.sequence.PadSequences;
import io.maskwise.sequence.PaddingOptions;
import io.maskwise.text.TokenizedExample;
import java.io.Serializable;
import java.util.List;

/** Cuts an example to the longest length allowed, tokens and their labels alike. */
record LengthPolicy(PaddingOptions padding) implements Serializable {
    /** How many tokens are too many. */
    int excess(TokenizedExample example) {
        int limit = padding.maximumLength();
        return limit == 0 ? 0 : Math.max(0, example.tokens().size() - limit);
    }

    /** The example without {@link #excess} tokens. */
    TokenizedExample cut(TokenizedExample example) {
        if (excess(example) == 0) {
            return example;
        }
        // What is cut has two tokens or more, so that a single label can only be the whole sequence's.
        List<String> labels = example.labels().size() > 1 ? kept(example.labels()) : example.labels();
        return new TokenizedExample(example.id(), kept(example.tokens()), labels);
    }

    private List<String> kept(List<String> steps) {
        return PadSequences.of(padding).pad(List.of(steps), "").get(0);
    }
}
