package io.maskwise.spark;

import io.maskwise.KebabCase;
import io.maskwise.MaskwiseException;
import io.maskwise.model.ModelOptions;
import io.maskwise.model.ModelSpec;
import io.maskwise.model.NetworkDescription;
import io.maskwise.model.UpdaterOptions;
import io.maskwise.text.Labelling;

/** The network that a configuration describes, with the sizes of a dataset's vocabulary and label set. */
public final class ConfiguredNetwork {
    private ConfiguredNetwork() {}

    /**
     * The network before any training.
     *
     * @throws MaskwiseException with exit 3 if the dataset's labels are not what it predicts, with exit 2 if it cannot be
     *     built for the dataset's sizes
     */
    public static NetworkDescription of(ModelOptions model, UpdaterOptions updater, TrainingData data) {
        requireLabels(model, data);
        return new NetworkDescription(spec(model, data), updater, model.precision(), model.seed());
    }

    private static void requireLabels(ModelOptions model, TrainingData data) {
        Labelling needed = model.task().labelling();
        Labelling found = data.labelling();
        if (found != needed) {
            throw MaskwiseException.input(
                    "Cannot train for the task %s: the dataset's labels are %s (must be %s; does model.task fit the"
                            + " corpus, and the corpus name its labels?)",
                    KebabCase.of(model.task()), KebabCase.of(found), KebabCase.of(needed));
        }
    }

    private static ModelSpec spec(ModelOptions model, TrainingData data) {
        try {
            return ModelSpec.of(model, data.vocabulary().size(), data.labels().size());
        } catch (IllegalArgumentException refused) {
            throw MaskwiseException.usage("%s", String.valueOf(refused.getMessage()));
        }
    }
}
