package io.maskwise.jobs;

import io.maskwise.spark.DatasetDescription;
import io.maskwise.spark.PreparationReport;
import io.maskwise.spark.PreparedDataset;
import java.util.List;
import java.util.function.Supplier;
import org.apache.spark.sql.SparkSession;

/** {@code inspect}: prints what a prepared dataset holds. */
final class InspectCommand implements Command {
    private static final int FREQUENT_TOKENS = 10;

    @Override
    public String name() {
        return "inspect";
    }

    @Override
    public String summary() {
        return "Prints a dataset's account, lengths, buckets, tokens and labels.";
    }

    @Override
    public List<String> sections() {
        return List.of("dataset");
    }

    @Override
    public PlannedWork plan(Invocation invocation) {
        return new Inspecting(invocation);
    }

    private record Inspecting(Invocation invocation) implements PlannedWork {
        @Override
        public List<String> writes() {
            return List.of();
        }

        @Override
        public Outcome run(Supplier<SparkSession> session) {
            PreparedDataset dataset = PreparedDataset.open(
                    session.get(), invocation.config().dataset().path());
            dataset.requireFiles();
            DatasetDescription description = DatasetDescription.of(dataset, FREQUENT_TOKENS);
            invocation.console().out().print(DatasetText.render(description));
            return Outcome.done(List.of(), new PreparationReport(dataset.metadata(), 0).metrics());
        }
    }
}
