package io.maskwise.jobs;

import io.maskwise.MaskwiseException;
import io.maskwise.config.MaskwiseConfig;
import io.maskwise.model.ModelSpec;
import io.maskwise.model.SequenceNetwork;
import io.maskwise.report.ModelDot;
import io.maskwise.report.ModelSummary;
import io.maskwise.report.ModelSvg;
import io.maskwise.spark.DatasetDescription;
import io.maskwise.spark.InspectOptions;
import io.maskwise.spark.InspectedPart;
import io.maskwise.spark.PreparationReport;
import io.maskwise.spark.PreparedDataset;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;

/** {@code inspect}: prints what a prepared dataset holds, and what a model is made of. */
final class InspectCommand implements Command {
    private static final int FREQUENT_TOKENS = 10;

    @Override
    public String name() {
        return "inspect";
    }

    @Override
    public String summary() {
        return "Prints a dataset's account and lengths, and a model's layers with the flow of the mask.";
    }

    @Override
    public List<String> sections() {
        return List.of("inspect");
    }

    /** Those of what is shown, as far as they are complete; a dataset where nothing else can be shown. */
    @Override
    public List<String> sections(MaskwiseConfig config) {
        InspectedPart show = config.inspect().show();
        boolean onlyDataset =
                show == InspectedPart.DATASET || (show == InspectedPart.ALL && !ChosenModel.isPossible(config));
        if (onlyDataset) {
            return List.of("inspect", "dataset");
        }
        return Stream.of("inspect", "dataset", "model", "run")
                .filter(config::isComplete)
                .toList();
    }

    @Override
    public PlannedWork plan(Invocation invocation) {
        InspectOptions options = invocation.config().inspect();
        boolean needsModel = options.show() == InspectedPart.MODEL || options.isDrawing();
        if (needsModel && !ChosenModel.isPossible(invocation.config())) {
            throw MaskwiseException.usage("Cannot inspect a model: none is configured (set run.id for a trained one, or"
                    + " model.task and dataset.path for one that is only configured)");
        }
        Inspecting work = new Inspecting(invocation, options);
        if (invocation.existing() == ExistingOutput.REFUSE) {
            work.writes().forEach(AtomicFile::refuseExisting);
        }
        return work;
    }

    private record Inspecting(Invocation invocation, InspectOptions options) implements PlannedWork {
        @Override
        public List<String> writes() {
            return Stream.of(options.svg(), options.dot())
                    .filter(path -> !path.isEmpty())
                    .toList();
        }

        @Override
        public Outcome run(Supplier<SparkSession> session) {
            MaskwiseConfig config = invocation.config();
            Supplier<PreparedDataset> dataset =
                    () -> PreparedDataset.open(session.get(), config.dataset().path());
            Map<String, Object> metrics = new LinkedHashMap<>();
            if (options.show() != InspectedPart.MODEL && config.isComplete("dataset")) {
                metrics.putAll(describe(dataset.get()));
            }
            if (options.show() != InspectedPart.DATASET && ChosenModel.isPossible(config)) {
                out().print(metrics.isEmpty() ? "" : "\n");
                metrics.putAll(
                        describeModel(dataset, session.get().sparkContext().hadoopConfiguration()));
            }
            return Outcome.done(writes(), metrics);
        }

        private Map<String, Object> describe(PreparedDataset dataset) {
            dataset.requireFiles();
            out().print(DatasetText.render(DatasetDescription.of(dataset, FREQUENT_TOKENS)));
            return new PreparationReport(dataset.metadata(), 0).metrics();
        }

        private Map<String, Object> describeModel(Supplier<PreparedDataset> dataset, Configuration hadoop) {
            MaskwiseConfig config = invocation.config();
            if (options.show() == InspectedPart.MODEL || options.isDrawing()) {
                return describe(ChosenModel.of(config, dataset, hadoop));
            }
            Optional<ChosenModel> found = ChosenModel.find(config, dataset, hadoop);
            if (found.isEmpty()) {
                out().println("The run " + config.run().path() + " has no model yet.");
            }
            return found.map(this::describe).orElse(Map.of());
        }

        private Map<String, Object> describe(ChosenModel model) {
            try (SequenceNetwork network = model.network().create()) {
                ModelSpec spec = network.spec();
                out().println("This is " + model.title() + ":\n");
                out().print(ModelSummary.render(spec, network.precision()));
                write(options.svg(), ModelSvg.render(spec));
                write(options.dot(), ModelDot.render(spec));
                return Map.of("layers", spec.nodes().size(), "parameterCount", network.parameterCount());
            }
        }

        private static void write(String path, String content) {
            if (!path.isEmpty()) {
                new AtomicFile(path).write(content);
            }
        }

        private PrintWriter out() {
            return invocation.console().out();
        }
    }
}
