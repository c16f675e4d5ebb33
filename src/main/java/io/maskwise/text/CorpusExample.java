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
    public CorpusExample {
        tokens = List.copyOf(tokens);
        labels = List.copyOf(labels);
    }
}
