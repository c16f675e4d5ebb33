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
