package io.maskwise.training;

import io.maskwise.model.BatchScores;
import io.maskwise.model.NetworkState;
import io.maskwise.model.ParameterVector;
import io.maskwise.model.SequenceNetwork;
import io.maskwise.sequence.BatchOptions;
import io.maskwise.sequence.PaddedBatch;
import java.io.Serializable;

/**
 * Measures parameters on the rows of one worker.
 *
 * @param batch how large a batch may be
 */
public record ValidationPass(BatchOptions batch) implements Serializable {
    /** The score of the shard's rows. */
    public ValidationScore run(SequenceNetwork network, TrainingShard shard, ParameterVector parameters) {
        network.restore(NetworkState.fresh(parameters, 0));
        ValidationScore score = ValidationScore.ZERO;
        for (int[] rows : shard.batchesInOrder(batch)) {
            PaddedBatch stacked = shard.stack(rows);
            BatchScores scores = network.forward(stacked);
            score = score.merge(new ValidationScore(scores.loss(), correct(stacked, scores.predictions())));
        }
        return score;
    }

    private static long correct(PaddedBatch batch, int[][] predictions) {
        long correct = 0;
        for (int row = 0; row < predictions.length; row++) {
            for (int step = 0; step < predictions[row].length; step++) {
                if (batch.labelMask().isReal(row, step) && predictions[row][step] == batch.labels()[row][step]) {
                    correct++;
                }
            }
        }
        return correct;
    }
}
