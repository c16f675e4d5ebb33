package io.maskwise.spark;

import io.maskwise.text.LabelSet;
import io.maskwise.text.Vocabulary;
import java.util.ArrayList;
import java.util.List;

/**
 * What a person wants to know of a dataset.
 *
 * @param metadata what it says of itself
 * @param frequent its most frequent tokens, most frequent first
 * @param frequentTargets likewise of its targets; empty where it has none
 * @param labels all its labels, in the order of their ids; empty where it has targets instead
 */
public record DatasetDescription(
        DatasetMetadata metadata, List<TokenCount> frequent, List<TokenCount> frequentTargets, List<String> labels) {
    /**
     * A token and how often it stands in the training split.
     *
     * @param id its id
     * @param token the token
     * @param count how often it stands there
     */
    public record TokenCount(int id, String token, long count) {}

    public DatasetDescription {
        frequent = List.copyOf(frequent);
        frequentTargets = List.copyOf(frequentTargets);
        labels = List.copyOf(labels);
    }

    /**
     * The description of a dataset.
     *
     * @param tokens how many of its most frequent tokens to name
     */
    public static DatasetDescription of(PreparedDataset dataset, int tokens) {
        return new DatasetDescription(
                dataset.metadata(),
                frequent(dataset.vocabulary(), tokens),
                dataset.labels() instanceof Vocabulary targets ? frequent(targets, tokens) : List.of(),
                dataset.labels() instanceof LabelSet set ? set.labels() : List.of());
    }

    private static List<TokenCount> frequent(Vocabulary vocabulary, int tokens) {
        List<TokenCount> frequent = new ArrayList<>();
        for (int id = vocabulary.firstTokenId(); id < vocabulary.size() && frequent.size() < tokens; id++) {
            frequent.add(new TokenCount(id, vocabulary.token(id), vocabulary.count(id)));
        }
        return frequent;
    }
}
