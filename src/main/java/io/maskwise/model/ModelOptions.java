package io.maskwise.model;

import io.maskwise.InvalidOption;
import io.maskwise.KebabCase;
import java.io.Serializable;
import java.util.List;
import java.util.Map;

/**
 * Which network to train; the sizes of vocabulary and label set come from the dataset.
 *
 * @param task what it predicts
 * @param layers its layers as a configuration writes them; none = an embedding, a recurrent layer and a dense one
 * @param embedding the size of a token's embedding, where no layers are given
 * @param rnn the recurrent layer, where no layers are given
 * @param precision the type of its parameters
 * @param seed the seed of its first parameters
 */
public record ModelOptions(
        ModelTask task,
        List<Map<String, Object>> layers,
        int embedding,
        RecurrentOptions rnn,
        Precision precision,
        long seed)
        implements Serializable {
    public ModelOptions {
        layers = List.copyOf(layers);
        if (embedding < 1) {
            throw new InvalidOption("embedding size", embedding + " (must be >= 1)", "embedding");
        }
        if (!layers.isEmpty()) {
            requireFitting(task, layers);
        }
    }

    /** An embedding, a recurrent layer and a dense one. */
    public ModelOptions(ModelTask task, int embedding, RecurrentOptions rnn, Precision precision, long seed) {
        this(task, List.of(), embedding, rnn, precision, seed);
    }

    /** Whatever the dataset's sizes are: layers exist, have their options, and fit each other and the task. */
    private static void requireFitting(ModelTask task, List<Map<String, Object>> layers) {
        ModelTask found;
        try {
            ModelSpec spec = new ModelSpec(new LayerReader(DatasetSizes.ANY).nodes(layers));
            found = spec.task();
            if (found == ModelTask.SEQ2SEQ) {
                DecoderCheck.require(spec);
            }
        } catch (IllegalArgumentException refused) {
            throw new InvalidOption("layers", String.valueOf(refused.getMessage()), "layers");
        }
        if (found != task) {
            throw new InvalidOption(
                    "task",
                    KebabCase.of(task) + " (must be " + KebabCase.of(found) + ", which "
                            + (found == ModelTask.SEQ2SEQ
                                    ? "layers that read targets are for)"
                                    : "the last layer's output is for)"),
                    "task");
        }
    }
}
