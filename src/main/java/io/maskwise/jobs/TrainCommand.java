package io.maskwise.jobs;

import io.maskwise.config.MaskwiseConfig;
import io.maskwise.report.tensorboard.TensorBoardLog;
import io.maskwise.spark.PreparedDataset;
import io.maskwise.spark.RunOptions;
import io.maskwise.spark.SparkTraining;
import io.maskwise.spark.TrainingRequest;
import io.maskwise.training.TrainingListener;
import io.maskwise.training.TrainingOutcome;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;

/** {@code train}: a dataset becomes a model, by rounds of averaging; a run that was interrupted goes on. */
final class TrainCommand implements Command {
    static final List<String> SECTIONS = List.of("dataset", "model", "train", "run", "report");

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
            return ReportFile.of(invocation.config()).beside(run.path() + "/model");
        }

        @Override
        public Outcome run(Supplier<SparkSession> session) {
            MaskwiseConfig config = invocation.config();
            PreparedDataset dataset =
                    PreparedDataset.open(session.get(), config.dataset().path());
            SparkTraining training = new SparkTraining(
                    session.get(),
                    new TrainingRequest(dataset, config.model(), config.train(), run, config.render(SECTIONS)));
            Configuration hadoop = session.get().sparkContext().hadoopConfiguration();
            TrainingListener listener = TrainingListener.together(listeners(hadoop));
            TrainingOutcome trained = invocation.existing() == ExistingOutput.OVERWRITE
                    ? training.replace(listener)
                    : training.run(listener);
            Outcome outcome = outcome(trained);
            ReportFile.of(config).writeAfterWork(outcome, invocation.console(), hadoop);
            return outcome;
        }

        private List<TrainingListener> listeners(Configuration hadoop) {
            MaskwiseConfig config = invocation.config();
            Console console = invocation.console();
            List<TrainingListener> listeners = new ArrayList<>();
            TrainingProgress progress = new TrainingProgress(console, run.path());
            listeners.add(progress);
            if (config.report().tensorboard()) {
                listeners.add(new TensorBoardLog(
                        config.train(), config.report().histogramsEvery(), console.clock(), hadoop, progress::warned));
            }
            return listeners;
        }

        private Outcome outcome(TrainingOutcome trained) {
            return switch (trained.completion()) {
                case TRAINED, RESUMED ->
                    Outcome.done(writes(), trained.summary().metrics());
                case ALREADY_COMPLETE ->
                    Outcome.alreadyComplete(writes(), trained.summary().metrics());
            };
        }
    }
}
