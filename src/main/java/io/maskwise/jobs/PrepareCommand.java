package io.maskwise.jobs;

import io.maskwise.report.Progress;
import io.maskwise.spark.DatasetMetadata;
import io.maskwise.spark.Preparation;
import io.maskwise.spark.PreparationOptions;
import io.maskwise.spark.PreparationReport;
import io.maskwise.spark.SplitCounts;
import io.maskwise.training.ExistingTarget;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;

/** {@code prepare}: corpora become vocabulary, bucket plan and padded Parquet. */
final class PrepareCommand implements Command {
    /** Those that shape the dataset. */
    private static final List<String> SHAPING =
            List.of("corpus", "tokenizer", "vocabulary", "padding", "buckets", "dataset");

    static final List<String> SECTIONS =
            Stream.concat(SHAPING.stream(), Stream.of("gates")).toList();

    private final Optional<String> source;

    PrepareCommand() {
        this.source = Optional.empty();
    }

    /** @param source what the corpus is called where its files are not the user's own */
    PrepareCommand(String source) {
        this.source = Optional.of(source);
    }

    @Override
    public String name() {
        return "prepare";
    }

    @Override
    public String summary() {
        return "Makes a padded, masked, bucketed dataset of a corpus.";
    }

    @Override
    public List<String> sections() {
        return SECTIONS;
    }

    @Override
    public PlannedWork plan(Invocation invocation) {
        PreparationOptions options = invocation.config().preparation();
        return new Preparing(invocation, options, source.orElse(options.corpus().path()));
    }

    private record Preparing(Invocation invocation, PreparationOptions options, String source) implements PlannedWork {
        private String configurationFile() {
            return "# What this dataset was made with; where from and where to is left out, as no byte depends on it.\n"
                    + invocation.config().renderWithout(PreparationOptions.SHAPELESS, SHAPING);
        }

        @Override
        public List<String> writes() {
            return List.of(options.dataset().path());
        }

        @Override
        public Outcome run(Supplier<SparkSession> session) {
            Preparation preparation = new Preparation(session.get(), options, configurationFile());
            boolean replace = invocation.existing() == ExistingOutput.OVERWRITE;
            Optional<DatasetMetadata> complete = replace ? Optional.empty() : preparation.alreadyComplete();
            if (complete.isPresent()) {
                return Outcome.alreadyComplete(writes(), new PreparationReport(complete.get(), 0).metrics());
            }
            Progress progress = invocation.console().progress();
            progress.line("Preparing " + options.dataset().path() + " from " + source);
            PreparationReport report = preparation
                    .heardBy(what -> {
                        progress.update(what);
                        String job = "prepare " + options.dataset().path() + ": " + what;
                        session.get().sparkContext().setJobDescription(job);
                    })
                    .run(replace ? ExistingTarget.REPLACE : ExistingTarget.REFUSE);
            progress.clear();
            PrintWriter out = invocation.console().out();
            out.print(DatasetText.account(report.metadata()));
            if (report.metadata().total(SplitCounts::rowsRejected) > 0) {
                out.println("Each rejected row, with its line and why: "
                        + options.dataset().path() + "/_maskwise/rejected");
            }
            return Outcome.done(writes(), report.metrics());
        }
    }
}
