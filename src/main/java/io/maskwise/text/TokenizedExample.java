package io.maskwise.text;

import java.util.List;

/**
 * An example whose text is tokens.
 *
 * @param position the record that it is
 * @param tokens the tokens in order, at least one
 * @param labels as many as tokens, or one, or none
 * @param target the tokens of its target text; empty where the corpus has no targets
 */
public record TokenizedExample(SourcePosition position, List<String> tokens, List<String> labels, List<String> target)
        implements TokenizedRecord {
    /** @throws IllegalArgumentException if there is no token, or another number of labels */
    public TokenizedExample {
        tokens = unchanging(tokens);
        labels = List.copyOf(labels);
        target = unchanging(target);
        if (tokens.isEmpty()) {
            throw new IllegalArgumentException(
                    "Invalid example " + position.id() + ": it has no tokens (must be at least one)");
        }
        if (labels.size() > 1 && labels.size() != tokens.size()) {
            throw new IllegalArgumentException("Invalid example " + position.id() + ": " + labels.size()
                    + " labels (must be one for each of its " + tokens.size() + " tokens, or one, or none)");
        }
    }

    private static List<String> unchanging(List<String> tokens) {
        return tokens instanceof RememberedTokens ? tokens : List.copyOf(tokens);
    }

    /** An example without a target. */
    public TokenizedExample(SourcePosition position, List<String> tokens, List<String> labels) {
        this(position, tokens, labels, List.of());
    }

    /** The row's id, unique in its split. */
    public String id() {
        return position.id();
    }
}
