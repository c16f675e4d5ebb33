package io.maskwise.shell;

import io.maskwise.config.MaskwiseConfig;
import io.maskwise.spark.RunOptions;
import java.util.List;

/** A model is measured: the command {@code evaluate}. */
public final class ModelEvaluation extends Request<ModelEvaluation> {
    private final Work work;
    private final TrainedModel model;
    private final PreparedData data;

    ModelEvaluation(TrainedModel model, PreparedData data) {
        this.work = Work.of(data.spark());
        this.model = model;
        this.data = data;
    }

    @Override
    ModelEvaluation self() {
        return this;
    }

    /**
     * Measures it on a split.
     *
     * @throws io.maskwise.MaskwiseException as the command does
     */
    public EvaluationReport on(String split) {
        return work.calling(() -> evaluate(split));
    }

    private EvaluationReport evaluate(String split) {
        RunOptions run = model.run();
        MaskwiseConfig config = settings()
                .load(List.of(
                        new Said("dataset.path", Settings.quoted(data.path()), "evaluate(model, data)"),
                        new Said("run.root", Settings.quoted(run.root()), "evaluate(model, data)"),
                        new Said("run.id", Settings.quoted(run.id()), "evaluate(model, data)"),
                        new Said("evaluate.split", Settings.quoted(split), ".on(split)")));
        work.commands().evaluate(config, existing());
        return EvaluationReport.read(work.spark(), run);
    }

    @Override
    public String toString() {
        return "an evaluation of " + model.path() + ", which .on(split) makes";
    }
}
