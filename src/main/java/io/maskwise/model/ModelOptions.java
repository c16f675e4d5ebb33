package io.maskwise.model;

import io.maskwise.InvalidOption;
import java.io.Serializable;

/**
 * Which network to train; the sizes of vocabulary and label set come from the dataset.
 *
 * @param task what it predicts
 * @param embedding the size of a token's embedding
 * @param rnn the recurrent layer
 * @param precision the type of its parameters
 * @param seed the seed of its first parameters
 */
public record ModelOptions(ModelTask task, int embedding, RecurrentOptions rnn, Precision precision, long seed)
        implements Serializable {
    public ModelOptions {
        if (embedding < 1) {
            throw new InvalidOption("embedding size", embedding + " (must be >= 1)", "embedding");
        }
    }
}
