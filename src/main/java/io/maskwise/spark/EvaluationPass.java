package io.maskwise.spark;

import io.maskwise.metrics.ClassificationMetrics;
import io.maskwise.model.BatchScores;
import io.maskwise.model.SequenceNetwork;
import io.maskwise.sequence.BatchOptions;
import io.maskwise.sequence.PaddedBatch;
import io.maskwise.sequence.PaddedSequence;
import io.maskwise.text.Labelling;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * Measures a network on rows as they come, a batch in memory at a time.
 *
 * @param labelling what the rows' labels belong to
 * @param batch how large a batch may be
 * @param classes how many classes there are
 */
record EvaluationPass(Labelling labelling, BatchOptions batch, int classes) implements Serializable {
    ClassificationMetrics run(SequenceNetwork network, Iterator<PaddedSequence> rows) {
        ClassificationMetrics metrics = new ClassificationMetrics(classes);
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

    private void measure(SequenceNetwork network, List<PaddedSequence> rows, ClassificationMetrics metrics) {
        if (!rows.isEmpty()) {
            PaddedBatch stacked = PaddedBatch.stack(rows, labelling);
            BatchScores scores = network.forward(stacked);
            metrics.add(stacked.labels(), scores.predictions(), scores.labelLosses(), stacked.labelMask());
        }
    }
}
