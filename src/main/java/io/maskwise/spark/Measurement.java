package io.maskwise.spark;

import io.maskwise.metrics.CalibrationError;
import io.maskwise.metrics.ClassificationMetrics;
import io.maskwise.metrics.ScoreKind;
import io.maskwise.metrics.SpanF1;
import java.io.Serializable;

/**
 * What is measured of rows, as sums that merge.
 *
 * @param classes loss, accuracy and the scores of the classes
 * @param calibration how far the confidence of predictions is to be trusted
 * @param spans the scores of spans; of nothing where labels are no tags of spans
 */
public record Measurement(ClassificationMetrics classes, CalibrationError calibration, SpanF1 spans)
        implements Serializable {
    /** The measurement of nothing yet. */
    static Measurement empty(int classes) {
        return new Measurement(
                new ClassificationMetrics(classes),
                new CalibrationError(ScoreKind.PROBABILITIES, CalibrationError.BINS),
                new SpanF1());
    }

    /** The measurement of the rows of both, which stay as they are. */
    Measurement merge(Measurement other) {
        return new Measurement(
                classes.merge(other.classes), calibration.merge(other.calibration), spans.merge(other.spans));
    }
}
