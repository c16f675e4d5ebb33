package io.maskwise.training;

import io.maskwise.InvalidOption;
import io.maskwise.model.UpdaterOptions;
import io.maskwise.sequence.BatchOptions;
import java.io.Serializable;

/**
 * How a model is trained.
 *
 * @param workers the number of logical workers, independent of executors and cores
 * @param epochs how often every row is seen
 * @param batch how large a worker's batch may be
 * @param averagingFrequency batches that each worker fits in a round; a round of gradients has one, whatever it says
 * @param sync what the workers send back
 * @param updater how parameters are updated
 * @param seed the seed of everything random
 * @param checkpointEvery rounds between two checkpoints
 * @param keepCheckpoints how many of the newest checkpoints stay
 * @param split the split to train on
 */
public record TrainingOptions(
        int workers,
        int epochs,
        BatchOptions batch,
        int averagingFrequency,
        Synchronisation sync,
        UpdaterOptions updater,
        long seed,
        int checkpointEvery,
        int keepCheckpoints,
        String split)
        implements Serializable {
    public TrainingOptions {
        atLeastOne("number of workers", workers, "workers");
        atLeastOne("number of epochs", epochs, "epochs");
        atLeastOne("averaging frequency", averagingFrequency, "averaging-frequency");
        atLeastOne("rounds between checkpoints", checkpointEvery, "checkpoint-every");
        atLeastOne("number of checkpoints to keep", keepCheckpoints, "keep-checkpoints");
        if (split.isBlank()) {
            throw new InvalidOption("split", "it is empty (must name a split of the dataset)", "split");
        }
    }

    private static void atLeastOne(String subject, int value, String key) {
        if (value < 1) {
            throw new InvalidOption(subject, value + " (must be >= 1)", key);
        }
    }

    /** How many batches a worker handles in one round. */
    public int batchesPerRound() {
        return switch (sync) {
            case PARAMETERS -> averagingFrequency;
            case GRADIENTS -> 1;
        };
    }
}
