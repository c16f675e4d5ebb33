package io.maskwise.metrics;

import java.io.Serializable;

/**
 * The predictions of about one confidence.
 *
 * @param weight the weight of them all
 * @param correct the weight of those that are right
 * @param confidence the sum of weight times confidence
 */
record CalibrationBin(WeightSum weight, WeightSum correct, ExactSum confidence) implements Serializable {
    /** As many bins of nothing. */
    static CalibrationBin[] zeros(int count) {
        CalibrationBin[] bins = new CalibrationBin[count];
        for (int i = 0; i < count; i++) {
            bins[i] = new CalibrationBin(new WeightSum(), new WeightSum(), new ExactSum());
        }
        return bins;
    }

    void add(double confidenceOfOne, boolean isCorrect, double weightOfOne) {
        weight.add(weightOfOne);
        confidence.add(weightOfOne * confidenceOfOne);
        if (isCorrect) {
            correct.add(weightOfOne);
        }
    }

    /** The bins of both, one by one; both stay as they are. */
    static CalibrationBin[] merge(CalibrationBin[] some, CalibrationBin[] others) {
        CalibrationBin[] bins = new CalibrationBin[some.length];
        for (int i = 0; i < some.length; i++) {
            bins[i] = new CalibrationBin(
                    some[i].weight.merge(others[i].weight),
                    some[i].correct.merge(others[i].correct),
                    some[i].confidence.merge(others[i].confidence));
        }
        return bins;
    }

    /** How far what is right is from what was promised to be, times the weight. */
    double gap() {
        return Math.abs(correct.value() - confidence.value());
    }
}
