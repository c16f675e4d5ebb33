package io.maskwise.spark.ml;

import io.maskwise.model.ModelTask;
import io.maskwise.spark.ml.Schemas.Wanted;
import io.maskwise.training.ModelFolder;
import org.apache.spark.ml.util.DefaultParamsReader;
import org.apache.spark.ml.util.Identifiable$;
import org.apache.spark.ml.util.MLReader;

/** Trains a network that predicts one label for each sequence; see {@link SequenceEstimator}. */
public final class SequenceClassifier extends SequenceEstimator<SequenceClassifier, SequenceClassificationModel> {
    private static final long serialVersionUID = 1L;

    /** A classifier of sequences whose labels are in a column {@code label}. */
    public SequenceClassifier() {
        this(Identifiable$.MODULE$.randomUID("maskwiseSequenceClassifier"));
    }

    /** One of that id, as Spark makes it when it loads one. */
    public SequenceClassifier(String uid) {
        super(uid);
        setDefault(labelCol(), "label");
    }

    @Override
    ModelTask task() {
        return ModelTask.CLASSIFICATION;
    }

    @Override
    Wanted wantedLabel() {
        return Wanted.label(getOrDefault(labelCol()), "labelCol");
    }

    @Override
    SequenceClassifier self() {
        return this;
    }

    @Override
    SequenceClassificationModel model(ModelFolder trained) {
        return new SequenceClassificationModel(uid(), trained).setParent(this);
    }

    /** Reads one that was saved. */
    public static MLReader<SequenceClassifier> read() {
        return new DefaultParamsReader<>();
    }

    /** Reads one that was saved at a path. */
    public static SequenceClassifier load(String path) {
        return read().load(path);
    }
}
