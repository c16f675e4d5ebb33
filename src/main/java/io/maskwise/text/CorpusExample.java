package io.maskwise.text;

import java.util.List;

/**
 * One example as it stands in a corpus, before tokenising.
 *
 * @param position where the example begins
 * @param text its text; where the corpus is already tokenised, its tokens joined by one space
 * @param tokens the corpus's own tokens, empty where it has none
 * @param labels one label for each token, or one for the sequence, or none
 */
public record CorpusExample(SourcePosition position, String text, List<String> tokens, List<String> labels)
        implements CorpusRecord {
    /** @throws IllegalArgumentException if there is neither one label for each token, nor one, nor none */
    public CorpusExample {
        tokens = List.copyOf(tokens);
        labels = List.copyOf(labels);
        if (labels.size() > 1 && labels.size() != tokens.size()) {
            throw new IllegalArgumentException("Invalid example " + position.id() + ": " + labels.size()
                    + " labels (must be one for each of its " + tokens.size() + " tokens, or one, or none)");
        }
    }
}
