package io.maskwise.spark.ml;

import io.maskwise.model.ModelTask;
import io.maskwise.spark.TableForm;
import io.maskwise.training.ModelFolder;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.sql.types.StructField;

/**
 * Predicts one label for each sequence.
 *
 * <p>The prediction is a string, or a double where labels were numbers; the probabilities are a vector, in the order of
 * {@link #labels}. A row without a real token has neither: both are null.
 */
public final class SequenceClassificationModel extends SequenceModel<SequenceClassificationModel> {
    private static final long serialVersionUID = 1L;

    SequenceClassificationModel(String uid, ModelFolder trained) {
        super(uid, trained);
    }

    @Override
    TableForm form(StructField predicted, StructField probabilities, LabelNames labels) {
        return LabelForm.of(predicted, probabilities, labels, LabelForm.Kind.OF_ROW);
    }

    @Override
    SequenceClassificationModel self() {
        return this;
    }

    @Override
    public SequenceClassificationModel copy(ParamMap extra) {
        SequenceClassificationModel copy = new SequenceClassificationModel(uid(), trained()).setParent(parent());
        summary().ifPresent(copy::withSummary);
        return copyValues(copy, extra);
    }

    /** Reads a model that was saved. */
    public static MLReader<SequenceClassificationModel> read() {
        return new StageReader<>(
                SequenceClassificationModel.class,
                (uid, folder, hadoop) ->
                        new SequenceClassificationModel(uid, read(folder, ModelTask.CLASSIFICATION, hadoop)));
    }

    /** Reads a model that was saved at a path. */
    public static SequenceClassificationModel load(String path) {
        return read().load(path);
    }
}
