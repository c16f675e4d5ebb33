package io.maskwise.text;

import java.util.List;

/**
 * An example whose text is tokens.
 *
 * @param id the row's id, unique in its split
 * @param tokens the tokens in order
 * @param labels as many as tokens, or one, or none
 */
public record TokenizedExample(String id, List<String> tokens, List<String> labels) implements TokenizedRecord {
    public TokenizedExample {
        tokens = List.copyOf(tokens);
        labels = List.copyOf(labels);
    }
}
