package io.maskwise.metrics;

import java.io.Serializable;
import java.util.Arrays;

/**
 * The weights of the yes-or-no predictions of one class by how they came out, and the shares that follow; 0/0 is 0.
 *
 * @param truePositives what is labelled and predicted as the class
 * @param falsePositives what is predicted as the class, but not labelled
 * @param trueNegatives what is neither
 * @param falseNegatives what is labelled as the class, but not predicted
 */
record OutcomeSums(WeightSum truePositives, WeightSum falsePositives, WeightSum trueNegatives, WeightSum falseNegatives)
        implements Serializable {
    /** Sums of nothing yet. */
    OutcomeSums() {
        this(new WeightSum(), new WeightSum(), new WeightSum(), new WeightSum());
    }

    /** Adds a prediction to the sum of its outcome. */
    void add(boolean label, boolean prediction, double weight) {
        WeightSum positive = label ? truePositives : falsePositives;
        WeightSum negative = label ? falseNegatives : trueNegatives;
        (prediction ? positive : negative).add(weight);
    }

    /** The sums of both, which stay as they are. */
    OutcomeSums merge(OutcomeSums other) {
        return new OutcomeSums(
                truePositives.merge(other.truePositives),
                falsePositives.merge(other.falsePositives),
                trueNegatives.merge(other.trueNegatives),
                falseNegatives.merge(other.falseNegatives));
    }

    /** The weight of what is labelled as the class. */
    double support() {
        return truePositives.value() + falseNegatives.value();
    }

    /** The weight of what is labelled or predicted as the class. */
    double union() {
        return support() + falsePositives.value();
    }

    /** The share of the positive predictions that is right. */
    double precision() {
        return share(truePositives.value(), truePositives.value() + falsePositives.value());
    }

    /** The share of the positive labels that is found. */
    double recall() {
        return share(truePositives.value(), support());
    }

    /** The harmonic mean of precision and recall, recall counting beta times as much. */
    double fBeta(double beta) {
        double right = (1 + beta * beta) * truePositives.value();
        return share(right, right + beta * beta * falseNegatives.value() + falsePositives.value());
    }

    /** What is labelled and predicted as the class, as a share of what is either. */
    double intersectionOverUnion() {
        return share(truePositives.value(), union());
    }

    static double share(double part, double whole) {
        return whole == 0 ? 0 : part / whole;
    }

    /** Sums of nothing yet, for each of several classes. */
    static OutcomeSums[] zeros(int classes) {
        if (classes < 1) {
            throw new IllegalArgumentException("Invalid number of classes: " + classes + " (must be >= 1)");
        }
        OutcomeSums[] zeros = new OutcomeSums[classes];
        Arrays.setAll(zeros, id -> new OutcomeSums());
        return zeros;
    }

    /** The sums of both, class by class; both stay as they are. */
    static OutcomeSums[] merge(OutcomeSums[] some, OutcomeSums[] others) {
        OutcomeSums[] merged = new OutcomeSums[some.length];
        Arrays.setAll(merged, id -> some[id].merge(others[id]));
        return merged;
    }
}
