package io.maskwise.spark.ml;

import io.maskwise.model.ModelTask;
import io.maskwise.spark.ml.Schemas.Wanted;
import io.maskwise.training.ModelFolder;
import org.apache.spark.ml.util.DefaultParamsReader;
import org.apache.spark.ml.util.Identifiable$;
import org.apache.spark.ml.util.MLReader;

/** Trains a network that predicts a label for each token; see {@link SequenceEstimator}. */
public final class SequenceTagger extends SequenceEstimator<SequenceTagger, SequenceTaggingModel> {
    private static final long serialVersionUID = 1L;

    /** A tagger of sequences whose labels are in a column {@code labels}. */
    public SequenceTagger() {
        this(Identifiable$.MODULE$.randomUID("maskwiseSequenceTagger"));
    }

    /** One of that id, as Spark makes it when it loads one. */
    public SequenceTagger(String uid) {
        super(uid);
        setDefault(labelCol(), "labels");
    }

    @Override
    ModelTask task() {
        return ModelTask.TAGGING;
    }

    @Override
    Wanted wantedLabel() {
        return Wanted.labels(getOrDefault(labelCol()), "labelCol");
    }

    @Override
    SequenceTagger self() {
        return this;
    }

    @Override
    SequenceTaggingModel model(ModelFolder trained) {
        return new SequenceTaggingModel(uid(), trained).setParent(this);
    }

    /** Reads one that was saved. */
    public static MLReader<SequenceTagger> read() {
        return new DefaultParamsReader<>();
    }

    /** Reads one that was saved at a path. */
    public static SequenceTagger load(String path) {
        return read().load(path);
    }
}
