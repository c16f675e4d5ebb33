package io.maskwise.spark.ml;

import io.maskwise.model.ModelTask;
import io.maskwise.spark.TableForm;
import io.maskwise.training.ModelFolder;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.sql.types.StructField;

/**
 * Predicts a label for each token.
 *
 * <p>The prediction is an array of strings, or of doubles where labels were numbers, with an element for each real token;
 * the probabilities are an array of as many arrays, in the order of {@link #labels}.
 */
public final class SequenceTaggingModel extends SequenceModel<SequenceTaggingModel> {
    private static final long serialVersionUID = 1L;

    SequenceTaggingModel(String uid, ModelFolder trained) {
        super(uid, trained);
    }

    @Override
    TableForm form(StructField predicted, StructField probabilities, LabelNames labels) {
        return LabelForm.of(predicted, probabilities, labels, LabelForm.Kind.OF_TOKENS);
    }

    @Override
    SequenceTaggingModel self() {
        return this;
    }

    @Override
    public SequenceTaggingModel copy(ParamMap extra) {
        SequenceTaggingModel copy = new SequenceTaggingModel(uid(), trained()).setParent(parent());
        summary().ifPresent(copy::withSummary);
        return copyValues(copy, extra);
    }

    /** Reads a model that was saved. */
    public static MLReader<SequenceTaggingModel> read() {
        return new StageReader<>(
                SequenceTaggingModel.class,
                (uid, folder, hadoop) -> new SequenceTaggingModel(uid, read(folder, ModelTask.TAGGING, hadoop)));
    }

    /** Reads a model that was saved at a path. */
    public static SequenceTaggingModel load(String path) {
        return read().load(path);
    }
}
