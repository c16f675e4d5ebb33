package io.maskwise.jobs;

import io.maskwise.model.Dl4jNetwork;
import io.maskwise.model.FusedMultiplyAdd;
import io.maskwise.spark.DistributedEvaluation;
import io.maskwise.spark.EvaluationFiles;
import io.maskwise.spark.EvaluationOptions;
import io.maskwise.spark.EvaluationResult;
import io.maskwise.spark.PreparedDataset;
import io.maskwise.spark.RunOptions;
import io.maskwise.training.ModelFolder;
import java.util.List;
import java.util.function.Supplier;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;

/** {@code evaluate}: measures a run's model on a split, by partition, by length, by bucket and over all. */
final class EvaluateCommand implements Command {
    private static final List<String> SECTIONS = List.of("dataset", "evaluate", "run", "report");

    @Override
    public String name() {
        return "evaluate";
    }

    @Override
    public String summary() {
        return "Measures a run's model; padding never counts.";
    }

    @Override
    public List<String> sections() {
        return SECTIONS;
    }

    @Override
    public PlannedWork plan(Invocation invocation) {
        return new Evaluating(
                invocation, invocation.config().evaluate(), invocation.config().run());
    }

    private record Evaluating(Invocation invocation, EvaluationOptions options, RunOptions run) implements PlannedWork {
        @Override
        public List<String> writes() {
            return ReportFile.of(invocation.config()).beside(run.path() + "/evaluation");
        }

        @Override
        public Outcome run(Supplier<SparkSession> session) {
            Configuration hadoop = session.get().sparkContext().hadoopConfiguration();
            Outcome outcome = evaluate(session.get(), hadoop);
            ReportFile.of(invocation.config()).writeAfterWork(outcome, invocation.console(), hadoop);
            return outcome;
        }

        private Outcome evaluate(SparkSession session, Configuration hadoop) {
            PreparedDataset dataset =
                    PreparedDataset.open(session, invocation.config().dataset().path());
            ModelFolder model = ModelFolder.open(ModelFolder.of(new Path(run.path())), Dl4jNetwork::read, hadoop);
            DistributedEvaluation evaluation = new DistributedEvaluation(session, dataset, options);
            if (invocation.existing() == ExistingOutput.REFUSE) {
                var complete = EvaluationFiles.complete(evaluation.identity(model), run, hadoop);
                if (complete.isPresent()) {
                    return Outcome.alreadyComplete(writes(), complete.get());
                }
            }
            FusedMultiplyAdd.slowness().ifPresent(invocation.console()::warn);
            String what = "Evaluating " + run.path() + " on the split " + options.split();
            invocation.console().progress().line(what);
            EvaluationResult result = evaluation.run(model);
            EvaluationFiles.write(result, run, invocation.config().render(SECTIONS), hadoop);
            invocation.console().out().print(EvaluationText.of(result));
            return Outcome.done(writes(), result.metrics());
        }
    }
}
