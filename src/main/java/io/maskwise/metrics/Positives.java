package io.maskwise.metrics;

import java.io.Serializable;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Which predictions count as positive, by Keras' options of a threshold, {@code top_k} and {@code class_id}.
 *
 * @param threshold a positive prediction is greater than this
 * @param k if given, a positive prediction is among the token's k greatest too
 * @param classId if given, only this class is looked at; else every feature of every token is
 */
public record Positives(
        double threshold, @Nullable Integer k, @Nullable Integer classId) implements Serializable {
    /** @throws IllegalArgumentException if the threshold is NaN, k is not positive or the class is negative */
    public Positives {
        if (Double.isNaN(threshold)) {
            throw new IllegalArgumentException("Invalid threshold: NaN (must be a number)");
        }
        if (k != null) {
            Checks.checkK(k);
        }
        if (classId != null && classId < 0) {
            throw new IllegalArgumentException("Invalid class: " + classId + " (must be >= 0)");
        }
    }

    /** Those above a threshold: 0.5 suits probabilities, 0 logits. */
    public static Positives above(double threshold) {
        Checks.checkThreshold(threshold);
        return new Positives(threshold, null, null);
    }

    /** Each token's k greatest; of equal ones the first, as in Keras. */
    public static Positives top(int k) {
        return new Positives(Double.NEGATIVE_INFINITY, k, null);
    }

    /** The same, of one class alone. */
    public Positives ofClass(int id) {
        return new Positives(threshold, k, id);
    }

    void checkFeatures(int labelFeatures, int predictionFeatures) {
        Checks.checkEqual(labelFeatures, predictionFeatures);
        if (k != null) {
            Checks.checkTop(k, predictionFeatures);
        }
        if (classId != null && classId >= predictionFeatures) {
            throw new IllegalArgumentException("Invalid class: " + classId + " (must be 0 to "
                    + (predictionFeatures - 1) + ", as there are " + predictionFeatures + " classes)");
        }
    }

    /** Adds the outcome of each of the token's predictions that is looked at. */
    void count(Token token, OutcomeSums sums) {
        boolean[] positive = positive(token);
        int first = classId == null ? 0 : classId;
        int last = classId == null ? positive.length - 1 : classId;
        for (int feature = first; feature <= last; feature++) {
            sums.add(token.isLabelled(feature), positive[feature], token.weight());
        }
    }

    private boolean[] positive(Token token) {
        boolean[] positive = new boolean[token.predictionFeatures()];
        if (k == null) {
            Arrays.fill(positive, true);
        } else {
            positive = TopScores.best(token, k);
        }
        for (int feature = 0; feature < positive.length; feature++) {
            positive[feature] &= token.prediction(feature) > threshold;
        }
        return positive;
    }
}
