package io.maskwise.spark;

import io.maskwise.MaskwiseException;
import io.maskwise.text.LabelTable;
import io.maskwise.text.TokenizerKind;
import io.maskwise.training.ModelFolder;

/** What each kind of model says. */
final class PredictionForms {
    private PredictionForms() {}

    /**
     * That of a model.
     *
     * @throws MaskwiseException with exit 2 if it has no classes of which all could be told
     */
    static PredictionForm of(ModelFolder model, PredictionOptions options) {
        LabelTable labels = model.labels();
        return switch (model.description().task()) {
            case TAGGING -> new TokenPredictions(labels, options.allProbabilities());
            case CLASSIFICATION -> new SequencePredictions(labels, options.allProbabilities());
            case SEQ2SEQ -> targets(model, options);
        };
    }

    private static PredictionForm targets(ModelFolder model, PredictionOptions options) {
        if (options.allProbabilities()) {
            throw MaskwiseException.usage(
                    "Invalid predict.all-probabilities: true (must be false, as the model writes targets, not classes)");
        }
        int trained = model.description().longestRow();
        int wanted = options.longestTarget() == 0 ? trained : options.longestTarget();
        boolean characters = model.description().tokenizer().kind() == TokenizerKind.CHARACTERS;
        return new TargetPredictions(
                model.labels(), Math.min(wanted, ModelLimits.mostSteps(model)), characters ? "" : " ");
    }
}
