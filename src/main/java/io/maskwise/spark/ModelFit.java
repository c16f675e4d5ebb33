package io.maskwise.spark;

import io.maskwise.KebabCase;
import io.maskwise.MaskwiseException;
import io.maskwise.text.Labelling;
import io.maskwise.training.ModelFolder;

/** Whether a trained model can be fed a dataset. */
public final class ModelFit {
    private ModelFit() {}

    /**
     * Makes sure that a model was trained with the dataset's vocabulary, labels and labelling.
     *
     * @param verb what is to be done with the model, for the error: {@code evaluate}
     * @throws MaskwiseException with exit 3 naming what differs
     */
    public static void require(String verb, ModelFolder model, PreparedDataset dataset) {
        Labelling trained = model.description().labelling();
        if (dataset.labelling() != trained) {
            throw MaskwiseException.input(
                    "Cannot %s the model on this dataset: the dataset's labels are %s (must be %s, as the model was"
                            + " trained with)",
                    verb, KebabCase.of(dataset.labelling()), KebabCase.of(trained));
        }
        requireVocabulary(verb, model, dataset);
        requireSame(
                verb + " the model on this dataset: the dataset's "
                        + (trained == Labelling.TARGET_SEQUENCE ? "target vocabulary" : "label set"),
                model.description().labelsSha256(),
                dataset.labels().sha256());
    }

    /**
     * Makes sure that a model was trained with the dataset's vocabulary, whatever its labels are.
     *
     * @param verb what is to be done with the model, for the error: {@code predict with}
     * @throws MaskwiseException with exit 3 if it was not
     */
    public static void requireVocabulary(String verb, ModelFolder model, PreparedDataset dataset) {
        requireSame(
                verb + " the model on this dataset: the dataset's vocabulary",
                model.description().vocabularySha256(),
                dataset.vocabulary().sha256());
    }

    private static void requireSame(String what, String ofModel, String ofDataset) {
        if (!ofModel.equals(ofDataset)) {
            throw MaskwiseException.input(
                    "Cannot %s has the SHA-256 %s (must be %s, as the model was trained with; prepare the data as for"
                            + " the training)",
                    what, ofDataset, ofModel);
        }
    }
}
