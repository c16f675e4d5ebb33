package io.maskwise.metrics;

import java.util.Collection;
import java.util.function.ToDoubleFunction;

/**
 * Precision, recall and F1 of one class, or an average over classes; 0/0 is 0.
 *
 * @param precision the share of predictions of the class that are right
 * @param recall the share of labels of the class that are predicted
 * @param f1 the harmonic mean of both
 * @param support the number of labels of the class
 */
public record ClassScores(double precision, double recall, double f1, long support) {
    /** @throws IllegalArgumentException if a score is not in 0 to 1, or the support is negative */
    public ClassScores {
        checkShare("precision", precision);
        checkShare("recall", recall);
        checkShare("F1", f1);
        if (support < 0) {
            throw new IllegalArgumentException("Invalid support: " + support + " (must be >= 0)");
        }
    }

    private static void checkShare(String what, double share) {
        if (!(share >= 0 && share <= 1)) {
            throw new IllegalArgumentException("Invalid " + what + ": " + share + " (must be 0 to 1)");
        }
    }

    /**
     * The scores that follow from counts.
     *
     * @param correct how many labels of the class are predicted as such
     * @param predicted how many predictions are of the class
     * @param support how many labels are of the class
     */
    static ClassScores ofCounts(long correct, long predicted, long support) {
        return new ClassScores(
                share(correct, predicted), share(correct, support), share(2 * correct, predicted + support), support);
    }

    /**
     * The mean of scores of classes, weighted; 0 where nothing weighs. Its support is that of all of them.
     *
     * @param classes the scores of classes
     * @param weights what each of them weighs, >= 0
     */
    static ClassScores mean(Collection<ClassScores> classes, ToDoubleFunction<ClassScores> weights) {
        double precision = 0;
        double recall = 0;
        double f1 = 0;
        double sum = 0;
        long support = 0;
        for (ClassScores scores : classes) {
            double weight = weights.applyAsDouble(scores);
            precision += weight * scores.precision();
            recall += weight * scores.recall();
            f1 += weight * scores.f1();
            sum += weight;
            support += scores.support();
        }
        double divisor = sum == 0 ? 1 : sum;
        return new ClassScores(precision / divisor, recall / divisor, f1 / divisor, support);
    }

    private static double share(long part, long whole) {
        return whole == 0 ? 0 : (double) part / whole;
    }
}
