package io.maskwise.metrics;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * How often each class was predicted for each class, where classes are names that nobody listed before.
 *
 * <p>Mergeable: any split of the predictions, in any order, empty parts included, merges to equal counts.
 */
public final class NamedConfusion implements Serializable {
    private static final long serialVersionUID = 1L;

    private final TreeMap<String, TreeMap<String, Long>> counts = new TreeMap<>();

    /** The counts of nothing yet. */
    public NamedConfusion() {}

    /** Counts one prediction. */
    public void add(String label, String prediction) {
        add(label, prediction, 1);
    }

    private void add(String label, String prediction, long count) {
        counts.computeIfAbsent(label, none -> new TreeMap<>()).merge(prediction, count, Long::sum);
    }

    /** The counts of both, which stay as they are. */
    public NamedConfusion merge(NamedConfusion other) {
        NamedConfusion sum = new NamedConfusion();
        sum.addAll(this);
        sum.addAll(other);
        return sum;
    }

    private void addAll(NamedConfusion other) {
        other.counts.forEach(
                (label, predictions) -> predictions.forEach((prediction, count) -> add(label, prediction, count)));
    }

    /** The classes that occur, as labels or as predictions, by the order of their names. */
    public List<String> classes() {
        TreeSet<String> classes = new TreeSet<>(counts.keySet());
        counts.values().forEach(predictions -> classes.addAll(predictions.keySet()));
        return new ArrayList<>(classes);
    }

    /** How often each class was predicted where {@code label} was right, by the order of their names; without zeros. */
    public SortedMap<String, Long> predictions(String label) {
        return new TreeMap<>(counts.getOrDefault(label, new TreeMap<>()));
    }

    /** The same with the index of a class in {@link #classes} as its id; where none occurs, an empty one of one class. */
    public ConfusionMatrix matrix() {
        List<String> classes = classes();
        ConfusionMatrix matrix = new ConfusionMatrix(Math.max(classes.size(), 1));
        counts.forEach((label, predictions) -> predictions.forEach((prediction, count) -> matrix.add(
                Collections.binarySearch(classes, label), Collections.binarySearch(classes, prediction), count)));
        return matrix;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof NamedConfusion confusion && confusion.counts.equals(counts);
    }

    @Override
    public int hashCode() {
        return counts.hashCode();
    }

    @Override
    public String toString() {
        return "NamedConfusion" + counts;
    }
}
