package io.maskwise.metrics;

import java.io.Serializable;

/**
 * How many spans there are, exactly.
 *
 * @param correct those that are labelled and predicted
 * @param predicted those that are predicted
 * @param labelled those that are labelled
 */
record SpanCounts(long correct, long predicted, long labelled) implements Serializable {
    static final SpanCounts NONE = new SpanCounts(0, 0, 0);

    SpanCounts plus(SpanCounts other) {
        return new SpanCounts(correct + other.correct, predicted + other.predicted, labelled + other.labelled);
    }

    ClassScores scores() {
        return ClassScores.ofCounts(correct, predicted, labelled);
    }
}
