package io.maskwise.jobs;

import io.maskwise.config.MaskwiseConfig;
import io.maskwise.spark.PreparedDataset;
import io.maskwise.spark.RunOptions;
import io.maskwise.spark.SparkTraining;
import io.maskwise.spark.TrainingRequest;
import io.maskwise.training.TrainingOutcome;
import java.util.List;
import java.util.function.Supplier;
import org.apache.spark.sql.SparkSession;

/** {@code train}: a dataset becomes a model, by rounds of averaging; a run that was interrupted goes on. */
final class TrainCommand implements Command {
    static final List<String> SECTIONS = List.of("dataset", "model", "train", "run");

    @Override
    public String name() {
        return "train";
    }

    @Override
    public String summary() {
        return "Trains a model on a dataset, or resumes the run of the same id.";
    }

    @Override
    public List<String> sections() {
        return SECTIONS;
    }

    @Override
    public PlannedWork plan(Invocation invocation) {
        return new Training(invocation, invocation.config().run());
    }

    private record Training(Invocation invocation, RunOptions run) implements PlannedWork {
        @Override
        public List<String> writes() {
            return List.of(run.path() + "/model");
        }

        @Override
        public Outcome run(Supplier<SparkSession> session) {
            MaskwiseConfig config = invocation.config();
            PreparedDataset dataset =
                    PreparedDataset.open(session.get(), config.dataset().path());
            SparkTraining training = new SparkTraining(
                    session.get(),
                    new TrainingRequest(dataset, config.model(), config.train(), run, config.render(SECTIONS)));
            TrainingProgress progress = new TrainingProgress(invocation.console(), run.path());
            TrainingOutcome outcome = invocation.existing() == ExistingOutput.OVERWRITE
                    ? training.replace(progress)
                    : training.run(progress);
            return switch (outcome.completion()) {
                case TRAINED, RESUMED ->
                    Outcome.done(writes(), outcome.summary().metrics());
                case ALREADY_COMPLETE ->
                    Outcome.alreadyComplete(writes(), outcome.summary().metrics());
            };
        }
    }
}
