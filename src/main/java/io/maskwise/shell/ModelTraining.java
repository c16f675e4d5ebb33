package io.maskwise.shell;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.maskwise.KebabCase;
import io.maskwise.MaskwiseException;
import io.maskwise.model.ModelTask;
import io.maskwise.spark.RunOptions;
import java.util.Arrays;
import java.util.List;

/** A dataset becomes a model: the command {@code train}. */
public final class ModelTraining extends Request<ModelTraining> {
    private final Work work;
    private final PreparedData data;

    ModelTraining(PreparedData data) {
        this.work = Work.of(data.spark());
        this.data = data;
    }

    @Override
    ModelTraining self() {
        return this;
    }

    /** Sets how often the whole split is seen. */
    @CanIgnoreReturnValue
    public ModelTraining epochs(int epochs) {
        return set("train.epochs", epochs);
    }

    /** Sets the logical workers; the result depends on their number, and not on cores or executors. */
    @CanIgnoreReturnValue
    public ModelTraining workers(int workers) {
        return set("train.workers", workers);
    }

    /** Sets how many rows a batch has at most. */
    @CanIgnoreReturnValue
    public ModelTraining batch(int rows) {
        return set("train.batch.rows", rows);
    }

    /** Sets the step size. */
    @CanIgnoreReturnValue
    public ModelTraining learningRate(double rate) {
        return set("train.updater.learning-rate", rate);
    }

    /** Sets the size of a token's embedding. */
    @CanIgnoreReturnValue
    public ModelTraining embedding(int size) {
        return set("model.embedding", size);
    }

    /** Sets the size of the recurrent layer's state, each way. */
    @CanIgnoreReturnValue
    public ModelTraining units(int size) {
        return set("model.rnn.units", size);
    }

    /** Measures on a split meanwhile; the model is then that of the lowest loss. */
    @CanIgnoreReturnValue
    public ModelTraining validation(String split) {
        return set("train.validation.split", split);
    }

    /**
     * Trains, or goes on with a run that was interrupted.
     *
     * @param path the folder of the run, on any file system that Hadoop knows
     * @throws MaskwiseException as the command does
     */
    public TrainedModel to(String path) {
        return work.calling(() -> train(RunPlace.of(path)));
    }

    private TrainedModel train(RunOptions run) {
        List<Said> said = List.of(
                new Said("model.task", KebabCase.of(task()), "train(data), whose labels it must fit,"),
                new Said("dataset.path", Settings.quoted(data.path()), "train(data)"),
                new Said("run.root", Settings.quoted(run.root()), ".to(folder)"),
                new Said("run.id", Settings.quoted(run.id()), ".to(folder)"));
        work.commands().train(settings().load(said), existing());
        TrainedModel trained = TrainedModel.open(work.spark(), run);
        return data.textColumn().map(trained::ofTexts).orElse(trained);
    }

    private ModelTask task() {
        return Arrays.stream(ModelTask.values())
                .filter(task -> task.labelling() == data.labelling())
                .findFirst()
                .orElseThrow(() -> MaskwiseException.input(
                        "Cannot train on %s: it has no labels (prepare it with .label(\"...\"))", data.path()));
    }

    @Override
    public String toString() {
        return "a model of " + data.path() + ", which .to(folder) trains";
    }
}
