package io.maskwise.jobs;

import io.maskwise.ExitCode;
import io.maskwise.MaskwiseException;
import io.maskwise.config.MaskwiseConfig;
import io.maskwise.model.LawResult;
import io.maskwise.model.NetworkCheck;
import io.maskwise.model.NetworkSample;
import io.maskwise.model.SequenceNetwork;
import io.maskwise.report.LawTable;
import io.maskwise.sequence.PaddedBatch;
import io.maskwise.spark.DatasetSample;
import io.maskwise.spark.MaskcheckOptions;
import io.maskwise.spark.ModelFit;
import io.maskwise.spark.PreparedDataset;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;

/** {@code maskcheck}: measures the laws of masking on a model, layer by layer and as a whole. */
final class MaskcheckCommand implements Command {
    @Override
    public String name() {
        return "maskcheck";
    }

    @Override
    public String summary() {
        return "Measures on a model that its masks are respected; fails if a law is broken.";
    }

    @Override
    public List<String> sections() {
        return List.of("dataset", "maskcheck");
    }

    /** With those that the model is found by; without either, the run's. */
    @Override
    public List<String> sections(MaskwiseConfig config) {
        List<String> sections = new ArrayList<>(sections());
        Stream.of("model", "run").filter(config::isComplete).forEach(sections::add);
        if (sections.equals(sections())) {
            sections.add("run");
        }
        return sections;
    }

    @Override
    public PlannedWork plan(Invocation invocation) {
        return new Checking(invocation, invocation.config().maskcheck());
    }

    private record Checking(Invocation invocation, MaskcheckOptions options) implements PlannedWork {
        @Override
        public List<String> writes() {
            return List.of();
        }

        @Override
        public Outcome run(Supplier<SparkSession> session) {
            MaskwiseConfig config = invocation.config();
            PreparedDataset dataset =
                    PreparedDataset.open(session.get(), config.dataset().path());
            ChosenModel model = ChosenModel.of(
                    config, () -> dataset, session.get().sparkContext().hadoopConfiguration());
            model.trained().ifPresent(folder -> ModelFit.require("check", folder, dataset));
            PaddedBatch sample = DatasetSample.read(session.get(), dataset, options);
            out().println("Checking " + model.title() + ", on " + sample.batch() + " rows of the split "
                    + options.split() + ", of up to " + sample.time() + " steps\n");
            try (SequenceNetwork network = model.network().create()) {
                return told(model, sample, measured(network, sample));
            }
        }

        private List<LawResult> measured(SequenceNetwork network, PaddedBatch sample) {
            try {
                return NetworkCheck.check(network, NetworkSample.of(sample), options.seed());
            } catch (IllegalArgumentException unfit) {
                throw MaskwiseException.input(
                        unfit,
                        "Cannot run the model on the split %s: %s",
                        options.split(),
                        String.valueOf(unfit.getMessage()));
            }
        }

        private Outcome told(ChosenModel model, PaddedBatch sample, List<LawResult> results) {
            out().print(LawTable.render(results));
            out().flush();
            List<LawResult> broken =
                    results.stream().filter(result -> !result.holds()).toList();
            Map<String, Object> metrics = new LinkedHashMap<>();
            metrics.put("model", model.title());
            metrics.put("split", options.split());
            metrics.put("rows", sample.batch());
            metrics.put("checks", results.size());
            metrics.put("broken", broken.size());
            metrics.put("laws", results.stream().map(Checking::row).toList());
            Outcome outcome = Outcome.done(writes(), metrics);
            if (!broken.isEmpty()) {
                invocation.reached().accept(outcome);
                throw brokenLaws(broken, results.size());
            }
            return outcome;
        }

        private static Map<String, Object> row(LawResult result) {
            Map<String, Object> row = new LinkedHashMap<>();
            row.put("layer", result.subject());
            row.put("law", result.law().id());
            row.put("error", result.error());
            row.put("tolerance", result.law().tolerance());
            row.put("holds", result.holds());
            row.put("remark", result.remark());
            return row;
        }

        private static MaskwiseException brokenLaws(List<LawResult> broken, int checks) {
            String which = broken.stream()
                    .map(result -> result.law().id() + " by " + result.subject())
                    .collect(Collectors.joining(", "));
            return new MaskwiseException(
                    ExitCode.BROKEN_LAW,
                    "The model breaks laws of masking in " + broken.size() + " of " + checks + " checks: " + which
                            + " (the table says where)");
        }

        private PrintWriter out() {
            return invocation.console().out();
        }
    }
}
