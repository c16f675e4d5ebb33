package io.maskwise.metrics;

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

    private static double share(long part, long whole) {
        return whole == 0 ? 0 : (double) part / whole;
    }
}
