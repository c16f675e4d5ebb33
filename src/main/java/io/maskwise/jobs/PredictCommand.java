package io.maskwise.jobs;

import io.maskwise.MaskwiseException;
import io.maskwise.config.MaskwiseConfig;
import io.maskwise.model.Dl4jNetwork;
import io.maskwise.model.FusedMultiplyAdd;
import io.maskwise.report.Progress;
import io.maskwise.spark.FolderWatch;
import io.maskwise.spark.Prediction;
import io.maskwise.spark.PredictionInput;
import io.maskwise.spark.PredictionMetadata;
import io.maskwise.spark.PredictionOptions;
import io.maskwise.spark.PredictionReport;
import io.maskwise.spark.PreparedDataset;
import io.maskwise.training.ExistingTarget;
import io.maskwise.training.ModelFolder;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;

/** {@code predict}: texts, or a dataset, become predictions of a run's model. */
final class PredictCommand implements Command {
    private final Optional<String> target;

    PredictCommand() {
        this.target = Optional.empty();
    }

    /** @param target what the predictions are called where their folder is not the user's own */
    PredictCommand(String target) {
        this.target = Optional.of(target);
    }

    @Override
    public String name() {
        return "predict";
    }

    @Override
    public String summary() {
        return "Predicts new texts, or a dataset's split, by a run's model; with --watch, each new file of a folder.";
    }

    @Override
    public boolean watches() {
        return true;
    }

    @Override
    public List<String> sections() {
        return List.of("predict", "run");
    }

    @Override
    public List<String> sections(MaskwiseConfig config) {
        String input =
                config.isComplete("predict") && config.predictsOn() == PredictionInput.DATASET ? "dataset" : "corpus";
        return List.of(input, "predict", "run");
    }

    @Override
    public PlannedWork plan(Invocation invocation) {
        PredictionOptions options = invocation.config().predict();
        return new Predicting(invocation, options, target.orElse(options.path()));
    }

    private record Predicting(Invocation invocation, PredictionOptions options, String target) implements PlannedWork {
        @Override
        public List<String> writes() {
            return List.of(options.path());
        }

        @Override
        public Outcome run(Supplier<SparkSession> session) {
            SparkSession spark = session.get();
            String run = invocation.config().run().path();
            ModelFolder model = ModelFolder.open(
                    ModelFolder.of(new Path(run)),
                    Dl4jNetwork::read,
                    spark.sparkContext().hadoopConfiguration());
            return options.watch().active() ? watch(spark, model) : predict(spark, model, run);
        }

        private Outcome predict(SparkSession spark, ModelFolder model, String run) {
            Prediction prediction = prediction(spark, model);
            if (existing() == ExistingTarget.REFUSE) {
                Optional<PredictionMetadata> complete = prediction.alreadyComplete();
                if (complete.isPresent()) {
                    return Outcome.alreadyComplete(
                            writes(), PredictionReport.of(complete.get(), 0).metrics());
                }
            }
            FusedMultiplyAdd.slowness().ifPresent(invocation.console()::warn);
            Progress progress = invocation.console().progress();
            progress.line("Predicting by " + run + " to " + target);
            PredictionReport report = prediction.run(existing());
            PredictionText text = new PredictionText(options, invocation.console());
            if (target.equals(options.path())) {
                text.tell(options.path(), report);
            } else {
                text.tell(report);
            }
            return Outcome.done(writes(), report.metrics());
        }

        private Prediction prediction(SparkSession spark, ModelFolder model) {
            MaskwiseConfig config = invocation.config();
            if (options.from() == PredictionInput.DATASET) {
                PreparedDataset dataset =
                        PreparedDataset.open(spark, config.dataset().path());
                return Prediction.ofDataset(spark, model, options, dataset, configurationFile());
            }
            return Prediction.ofTexts(spark, model, options, config.corpus(), configurationFile());
        }

        /** @throws MaskwiseException as {@link FolderWatch#run} */
        private Outcome watch(SparkSession spark, ModelFolder model) {
            FusedMultiplyAdd.slowness().ifPresent(invocation.console()::warn);
            WatchedBatches batches = new WatchedBatches(invocation, options);
            invocation
                    .console()
                    .progress()
                    .line("Watching " + invocation.config().corpus().path() + "; predictions go to " + options.path());
            new FolderWatch(spark, model, options, invocation.config().corpus(), configurationFile(), batches)
                    .run(existing());
            return batches.outcome();
        }

        private ExistingTarget existing() {
            return invocation.existing() == ExistingOutput.OVERWRITE ? ExistingTarget.REPLACE : ExistingTarget.REFUSE;
        }

        private String configurationFile() {
            String input = options.from() == PredictionInput.DATASET ? "dataset" : "corpus";
            return "# What these predictions were made with; where from and where to is left out.\n"
                    + invocation.config().renderWithout(PredictionOptions.PLACES, List.of(input, "predict"));
        }
    }
}
