package io.maskwise.metrics;

import java.io.Serializable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * How often each class was predicted for each class, in exact counts.
 *
 * <p>Only pairs that occur take memory, so that it serves a thousand classes as well as two. Mergeable: any split of
 * the predictions, in any order, empty parts included, merges to an equal matrix.
 */
public final class ConfusionMatrix implements Serializable {
    private static final long serialVersionUID = 1L;

    private final int classes;
    private final Map<Long, Long> counts = new HashMap<>();
    private long total;
    private long correct;
    private transient @Nullable Totals totals;

    /** How often each class was a label and a prediction; as large as there are classes, so that it does not travel. */
    @SuppressWarnings("ArrayRecordComponent") // seen by nobody else
    private record Totals(long[] labelled, long[] predicted) {}

    /**
     * An empty matrix.
     *
     * @param classes the number of classes, >= 1
     */
    public ConfusionMatrix(int classes) {
        if (classes < 1) {
            throw new IllegalArgumentException("Invalid number of classes: " + classes + " (must be >= 1)");
        }
        this.classes = classes;
    }

    /**
     * Counts one prediction.
     *
     * @throws IllegalArgumentException if the label or the prediction is not a class
     */
    public void add(int label, int prediction) {
        checkClass("label", label);
        checkClass("prediction", prediction);
        add(label, prediction, 1);
    }

    /**
     * Checks that a label or a prediction is a class.
     *
     * @throws IllegalArgumentException if it is not, naming it by {@code what}
     */
    void checkClass(String what, int id) {
        if (id < 0 || id >= classes()) {
            throw new IllegalArgumentException(
                    "Invalid " + what + ": " + id + " (must be 0 to " + (classes() - 1) + ")");
        }
    }

    /** Counts some predictions of classes. */
    void add(int label, int prediction, long count) {
        totals = null;
        total += count;
        correct += label == prediction ? count : 0;
        counts.merge(key(label, prediction), count, Long::sum);
    }

    private long key(int label, int prediction) {
        return (long) label * classes + prediction;
    }

    private Totals totals() {
        Totals known = totals;
        if (known == null) {
            Totals summed = new Totals(new long[classes], new long[classes]);
            counts.forEach((key, count) -> {
                summed.labelled()[(int) (key / classes)] += count;
                summed.predicted()[(int) (key % classes)] += count;
            });
            known = summed;
            totals = known;
        }
        return known;
    }

    /**
     * The counts of both, which stay as they are.
     *
     * @throws IllegalArgumentException if the numbers of classes differ
     */
    public ConfusionMatrix merge(ConfusionMatrix other) {
        if (other.classes() != classes()) {
            throw new IllegalArgumentException(
                    "Cannot merge confusion matrices: one has " + classes() + " classes, the other " + other.classes());
        }
        ConfusionMatrix sum = new ConfusionMatrix(classes());
        sum.addAll(this);
        sum.addAll(other);
        return sum;
    }

    private void addAll(ConfusionMatrix other) {
        other.counts.forEach((key, count) -> add((int) (key / classes()), (int) (key % classes()), count));
    }

    /** The number of classes. */
    public int classes() {
        return classes;
    }

    /** How often {@code prediction} was predicted where {@code label} was right. */
    public long count(int label, int prediction) {
        checkClass("label", label);
        checkClass("prediction", prediction);
        return counts.getOrDefault(key(label, prediction), 0L);
    }

    /** The number of predictions. */
    public long total() {
        return total;
    }

    /** The number of right predictions. */
    public long correct() {
        return correct;
    }

    /** The scores of one class. */
    public ClassScores perClass(int id) {
        checkClass("class", id);
        return ClassScores.ofCounts(count(id, id), totals().predicted()[id], totals().labelled()[id]);
    }

    /** Whether the class occurs, as a label or as a prediction. */
    public boolean occurs(int id) {
        return totals().labelled()[id] > 0 || totals().predicted()[id] > 0;
    }

    /** The scores of all classes pooled: each is the accuracy, as every label has one prediction. */
    public ClassScores micro() {
        return ClassScores.ofCounts(correct, total, total);
    }

    /** The unweighted mean over the classes that occur, as labels or as predictions (scikit-learn's {@code macro}). */
    public ClassScores macro() {
        return ClassScores.mean(occurring(), scores -> 1);
    }

    /** The mean over the classes, weighted by their numbers of labels (scikit-learn's {@code weighted}). */
    public ClassScores weighted() {
        return ClassScores.mean(occurring(), ClassScores::support);
    }

    private List<ClassScores> occurring() {
        return IntStream.range(0, classes())
                .filter(this::occurs)
                .mapToObj(this::perClass)
                .toList();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ConfusionMatrix matrix && matrix.classes == classes && matrix.counts.equals(counts);
    }

    @Override
    public int hashCode() {
        return 31 * classes + counts.hashCode();
    }

    @Override
    public String toString() {
        return "ConfusionMatrix[" + classes() + " classes, " + correct + " of " + total() + " correct]";
    }
}
