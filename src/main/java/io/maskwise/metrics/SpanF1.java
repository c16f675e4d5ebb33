package io.maskwise.metrics;

import io.maskwise.sequence.Mask;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Precision, recall and F1 of spans that tags such as {@code B-PER} mark, counted as conlleval counts; 0/0 is 0.
 *
 * <p>A span is right if one of the same first and last token and type was predicted. Every sequence of tags means some
 * spans: a tag that goes on with a span that is not there begins one. Each row is a sentence of its own, and what is
 * under the mask is not there: the tokens beside it are neighbours.
 *
 * <p>Mergeable: any split of the rows, in any order, empty parts included, merges to equal counts.
 *
 * <pre>
 * Erik F. Tjong Kim Sang, Sabine Buchholz. Introduction to the CoNLL-2000 Shared Task: Chunking. CoNLL 2000.
 * </pre>
 */
public final class SpanF1 implements Serializable {
    private static final long serialVersionUID = 1L;

    private final TreeMap<String, SpanCounts> types = new TreeMap<>();
    private long tokens;
    private long correctTokens;

    /** The scores of nothing yet. */
    public SpanF1() {}

    /**
     * Adds a sentence, without padding.
     *
     * @throws IllegalArgumentException if it does not have one prediction for each label
     */
    public void add(List<SpanTag> labels, List<SpanTag> predictions) {
        if (labels.size() != predictions.size()) {
            throw new IllegalArgumentException(
                    "Invalid predictions: " + predictions.size() + " (must be " + labels.size() + ", as the labels)");
        }
        Set<Span> labelled = Span.of(labels);
        Set<Span> predicted = Span.of(predictions);
        labelled.forEach(span -> count(span, new SpanCounts(predicted.contains(span) ? 1 : 0, 0, 1)));
        predicted.forEach(span -> count(span, new SpanCounts(0, 1, 0)));
        for (int i = 0; i < labels.size(); i++) {
            correctTokens += labels.get(i).equals(predictions.get(i)) ? 1 : 0;
        }
        tokens += labels.size();
    }

    private void count(Span span, SpanCounts counts) {
        types.merge(span.type(), counts, SpanCounts::plus);
    }

    /**
     * Adds a batch, or nothing if it is wrong.
     *
     * @param labels the right classes, shape {@code [batch, time]}
     * @param predictions the predicted classes, of the same shape
     * @param mask which tokens count, of the same shape, {@code true} = counts
     * @param tags what the classes mean, by their ids
     * @throws IllegalArgumentException if the shapes differ, or a label or prediction that counts is not a class
     */
    public void add(int[][] labels, int[][] predictions, Mask mask, List<SpanTag> tags) {
        List<List<SpanTag>> labelled = sentences("label", labels, mask, tags);
        List<List<SpanTag>> predicted = sentences("prediction", predictions, mask, tags);
        for (int row = 0; row < labelled.size(); row++) {
            add(labelled.get(row), predicted.get(row));
        }
    }

    private static List<List<SpanTag>> sentences(String what, int[][] ids, Mask mask, List<SpanTag> tags) {
        MaskShape.check(what + "s", ids.length, row -> ids[row].length, mask);
        List<List<SpanTag>> sentences = new ArrayList<>();
        for (int row = 0; row < ids.length; row++) {
            List<SpanTag> sentence = new ArrayList<>();
            for (int step = 0; step < ids[row].length; step++) {
                if (mask.isReal(row, step)) {
                    sentence.add(tag(what, ids[row][step], tags));
                }
            }
            sentences.add(sentence);
        }
        return sentences;
    }

    private static SpanTag tag(String what, int id, List<SpanTag> tags) {
        if (id < 0 || id >= tags.size()) {
            throw new IllegalArgumentException(
                    "Invalid " + what + ": " + id + " (must be 0 to " + (tags.size() - 1) + ")");
        }
        return tags.get(id);
    }

    /** The scores of both, which stay as they are. */
    public SpanF1 merge(SpanF1 other) {
        SpanF1 sum = new SpanF1();
        sum.addAll(this);
        sum.addAll(other);
        return sum;
    }

    private void addAll(SpanF1 other) {
        other.types.forEach((type, counts) -> types.merge(type, counts, SpanCounts::plus));
        tokens += other.tokens;
        correctTokens += other.correctTokens;
    }

    /** The scores of each type that is labelled or predicted, by the order of their names. */
    public SortedMap<String, ClassScores> perType() {
        SortedMap<String, ClassScores> scores = new TreeMap<>();
        types.forEach((type, counts) -> scores.put(type, counts.scores()));
        return scores;
    }

    /** The scores of all spans pooled: the overall scores of conlleval. */
    public ClassScores micro() {
        return types.values().stream().reduce(SpanCounts.NONE, SpanCounts::plus).scores();
    }

    /** The unweighted mean over the types that are labelled or predicted. */
    public ClassScores macro() {
        return ClassScores.mean(perType().values(), scores -> 1);
    }

    /** The mean over the types, weighted by their numbers of labelled spans. */
    public ClassScores weighted() {
        return ClassScores.mean(perType().values(), ClassScores::support);
    }

    /** The number of tokens. */
    public long tokens() {
        return tokens;
    }

    /** The share of tokens whose tag is predicted right. */
    public double accuracy() {
        return tokens == 0 ? 0 : (double) correctTokens / tokens;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SpanF1 spans
                && spans.types.equals(types)
                && spans.tokens == tokens
                && spans.correctTokens == correctTokens;
    }

    @Override
    public int hashCode() {
        return 31 * types.hashCode() + Long.hashCode(tokens);
    }

    @Override
    public String toString() {
        return "SpanF1[" + tokens + " tokens, " + micro() + "]";
    }
}
