package io.maskwise.spark.dl4j;

import io.maskwise.InvalidOption;
import io.maskwise.training.Synchronisation;
import java.io.Serializable;

/**
 * How a {@link TokenWeightedTrainingMaster} trains.
 *
 * @param workers the number of logical workers, independent of executors and cores
 * @param averagingFrequency batches that each worker takes in a round; a round of gradients has one, whatever it says
 * @param sync what the workers send back
 * @param normalisation by what the gradient of a batch is divided
 * @param seed the seed of everything random
 */
record MasterOptions(int workers, int averagingFrequency, Synchronisation sync, Normalisation normalisation, long seed)
        implements Serializable {
    MasterOptions {
        atLeastOne("number of workers", workers, "workers");
        atLeastOne("averaging frequency", averagingFrequency, "averaging-frequency");
    }

    private static void atLeastOne(String subject, int value, String key) {
        if (value < 1) {
            throw new InvalidOption(subject, value + " (must be >= 1)", key);
        }
    }

    /** How many batches a worker handles in one round. */
    int batchesPerRound() {
        return switch (sync) {
            case PARAMETERS -> averagingFrequency;
            case GRADIENTS -> 1;
        };
    }

    /** How many rounds it takes until every batch was used once. */
    int rounds(long batches) {
        long perRound = (long) workers * batchesPerRound();
        return Math.toIntExact((batches + perRound - 1) / perRound);
    }
}
