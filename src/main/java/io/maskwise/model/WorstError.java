package io.maskwise.model;

import java.util.function.Consumer;

/** The largest of many errors, and where it was seen; NaN is larger than any number. */
final class WorstError {
    private final double tolerance;
    private double value;
    private String where = "";
    private int variations;
    private int broken;

    /** @param tolerance the largest error that is none */
    WorstError(double tolerance) {
        this.tolerance = tolerance;
    }

    /** Takes an error into account. */
    void add(double error, String place) {
        if (Double.isNaN(error) ? !Double.isNaN(value) : error > value) {
            value = error;
            where = place;
        }
    }

    /** Takes all errors of one variation into account; whatever it throws is an error that no number expresses. */
    void vary(String variation, Consumer<WorstError> measurement) {
        WorstError inner = new WorstError(tolerance);
        try {
            measurement.accept(inner);
        } catch (RuntimeException thrown) { // by a layer, which anybody may have written
            inner.add(Double.NaN, "it throws " + thrown);
        }
        variations++;
        broken += inner.value <= tolerance ? 0 : 1;
        add(inner.value, variation + ": " + inner.where);
    }

    /** The result, which says what was varied, or where the law is broken most. */
    LawResult result(String subject, Law law, String varied) {
        if (value <= tolerance) {
            return new LawResult(subject, law, value, varied);
        }
        String share = variations < 2 ? "" : " (" + broken + " of " + variations + " variations break it)";
        return new LawResult(subject, law, value, "worst: " + where + share);
    }

    /** The largest difference of two arrays; NaN where their lengths differ, or one number is not finite. */
    static double distance(double[] left, double[] right) {
        if (left.length != right.length) {
            return Double.NaN;
        }
        double distance = 0;
        for (int i = 0; i < left.length; i++) {
            double difference = Math.abs(left[i] - right[i]);
            if (Double.isNaN(difference)) {
                return Double.NaN;
            }
            distance = Math.max(distance, difference);
        }
        return distance;
    }
}
