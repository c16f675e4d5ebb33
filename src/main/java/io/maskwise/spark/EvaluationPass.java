package io.maskwise.spark;

import io.maskwise.metrics.CalibrationError;
import io.maskwise.metrics.SpanTag;
import io.maskwise.model.BatchScores;
import io.maskwise.model.SequenceNetwork;
import io.maskwise.sequence.BatchOptions;
import io.maskwise.sequence.LengthRange;
import io.maskwise.sequence.Mask;
import io.maskwise.sequence.PaddedBatch;
import io.maskwise.sequence.PaddedSequence;
import io.maskwise.text.LabelSet;
import io.maskwise.text.LabelTable;
import io.maskwise.text.Labelling;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;

/**
 * Measures a network on rows as they come, a batch in memory at a time.
 *
 * @param labelling what the rows' labels belong to
 * @param batch how large a batch may be
 * @param classes how many classes there are
 * @param tags what the classes say of spans, by their ids; empty if they say nothing
 */
record EvaluationPass(Labelling labelling, BatchOptions batch, int classes, List<SpanTag> tags)
        implements Serializable {
    /** A pass over labels of a table, which says whether they are tags of spans. */
    static EvaluationPass of(Labelling labelling, BatchOptions batch, LabelTable labels) {
        boolean mayBeTags = labelling == Labelling.PER_TOKEN && labels instanceof LabelSet;
        List<SpanTag> tags = mayBeTags ? SpanTag.ofLabels(((LabelSet) labels).labels()) : List.of();
        return new EvaluationPass(labelling, batch, labels.size(), tags);
    }

    MeasurementByLength run(SequenceNetwork network, Iterator<PaddedSequence> rows) {
        MeasurementByLength metrics = new MeasurementByLength(classes);
        List<PaddedSequence> stacked = new ArrayList<>();
        while (rows.hasNext()) {
            PaddedSequence row = rows.next();
            if (isFull(stacked, row)) {
                measure(network, stacked, metrics);
                stacked.clear();
            }
            stacked.add(row);
        }
        measure(network, stacked, metrics);
        return metrics;
    }

    private boolean isFull(List<PaddedSequence> stacked, PaddedSequence next) {
        return !stacked.isEmpty()
                && (stacked.get(0).time() != next.time() || stacked.size() == batch.rowsOf(next.time()));
    }

    private void measure(SequenceNetwork network, List<PaddedSequence> rows, MeasurementByLength sums) {
        if (!rows.isEmpty()) {
            PaddedBatch stacked = PaddedBatch.stack(rows, labelling);
            BatchScores scores = network.forward(stacked);
            int[][] predictions = scores.predictions();
            List<LengthRange> ranges =
                    rows.stream().map(row -> LengthRange.of(row.length())).toList();
            for (LengthRange range : new LinkedHashSet<>(ranges)) {
                Mask ofRange =
                        stacked.labelMask().onlyRows(row -> ranges.get(row).equals(range));
                add(scores, predictions, stacked.labels(), ofRange, sums.of(range));
            }
        }
    }

    private void add(BatchScores scores, int[][] predictions, int[][] labels, Mask mask, Measurement sums) {
        sums.classes().add(labels, predictions, scores.labelLosses(), mask);
        calibrate(scores, predictions, labels, mask, sums.calibration());
        if (!tags.isEmpty()) {
            sums.spans().add(labels, predictions, mask, tags);
        }
    }

    private static void calibrate(
            BatchScores scores, int[][] predictions, int[][] labels, Mask mask, CalibrationError sum) {
        for (int row = 0; row < predictions.length; row++) {
            for (int step = 0; step < predictions[row].length; step++) {
                if (mask.isReal(row, step)) {
                    int predicted = predictions[row][step];
                    // The logarithm of 1 can be rounded to more than 0.
                    double confidence = Math.min(Math.exp(scores.logProbabilities()[row][step][predicted]), 1);
                    sum.add(confidence, predicted == labels[row][step]);
                }
            }
        }
    }
}
