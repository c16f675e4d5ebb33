package io.maskwise.jobs;

import io.maskwise.MaskwiseException;
import io.maskwise.config.MaskwiseConfig;
import io.maskwise.model.ModelSpec;
import io.maskwise.model.SequenceNetwork;
import io.maskwise.report.ModelDot;
import io.maskwise.report.ModelSummary;
import io.maskwise.report.ModelSvg;
import io.maskwise.report.Progress;
import io.maskwise.sequence.BucketOptions;
import io.maskwise.sequence.PaddingSurvey;
import io.maskwise.sequence.SurveyOptions;
import io.maskwise.spark.DatasetDescription;
import io.maskwise.spark.DatasetMetadata;
import io.maskwise.spark.DatasetPadding;
import io.maskwise.spark.InspectOptions;
import io.maskwise.spark.InspectedPart;
import io.maskwise.spark.Preparation;
import io.maskwise.spark.PreparationOptions;
import io.maskwise.spark.PreparationReport;
import io.maskwise.spark.PreparedDataset;
import io.maskwise.training.TrainingOptions;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;

/**
 * {@code inspect}: prints what a corpus or a prepared dataset holds, and what a model is made of; makes a run's report
 * anew.
 */
final class InspectCommand implements Command {
    private static final int FREQUENT_TOKENS = 10;
    private static final List<String> CORPUS_SECTIONS =
            List.of("inspect", "corpus", "tokenizer", "vocabulary", "padding", "buckets", "train");

    @Override
    public String name() {
        return "inspect";
    }

    @Override
    public String summary() {
        return "Prints a corpus' or dataset's account and lengths, and a model's layers with the flow of the mask.";
    }

    @Override
    public List<String> sections() {
        return List.of("inspect");
    }

    /** Those of what is shown, as far as they are complete; a dataset where nothing else can be shown. */
    @Override
    public List<String> sections(MaskwiseConfig config) {
        InspectedPart show = config.inspect().show();
        if (show == InspectedPart.CORPUS) {
            return CORPUS_SECTIONS;
        }
        if (show == InspectedPart.REPORT) {
            return config.isComplete("dataset") ? List.of("inspect", "dataset", "run") : List.of("inspect", "run");
        }
        boolean onlyDataset =
                show == InspectedPart.DATASET || (show == InspectedPart.ALL && !ChosenModel.isPossible(config));
        if (onlyDataset) {
            return List.of("inspect", "dataset", "buckets", "train");
        }
        return Stream.of("inspect", "dataset", "buckets", "train", "model", "run")
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
        if (options.show() == InspectedPart.CORPUS) {
            return new InspectingCorpus(invocation, invocation.config().preparationOfNothing());
        }
        if (options.show() == InspectedPart.REPORT) {
            return new Reporting(ReportFile.of(invocation.config()));
        }
        Inspecting work = new Inspecting(invocation, options);
        if (invocation.existing() == ExistingOutput.REFUSE) {
            work.writes().forEach(AtomicFile::refuseExisting);
        }
        return work;
    }

    private static PaddingSurvey survey(DatasetMetadata dataset, MaskwiseConfig config) {
        BucketOptions buckets = config.buckets();
        TrainingOptions train = config.train();
        return DatasetPadding.survey(
                dataset,
                new SurveyOptions(
                        buckets.multipleOf(), train.batch(), buckets.batch().price(), train.seed()));
    }

    private static Map<String, Object> metrics(DatasetMetadata dataset, PaddingSurvey survey) {
        Map<String, Object> metrics = new LinkedHashMap<>(new PreparationReport(dataset, 0).metrics());
        survey.advice().ifPresent(advice -> {
            metrics.put("recommendedBuckets", advice.point().buckets());
            metrics.put(
                    "recommendedPaddingEfficiency",
                    survey.efficiency(advice.point().padded()));
        });
        return metrics;
    }

    private record InspectingCorpus(Invocation invocation, PreparationOptions options) implements PlannedWork {
        @Override
        public List<String> writes() {
            return List.of();
        }

        @Override
        public Outcome run(Supplier<SparkSession> session) {
            Progress progress = invocation.console().progress();
            DatasetMetadata foreseen = new Preparation(session.get(), options)
                    .heardBy(progress::update)
                    .foresee();
            progress.clear();
            PaddingSurvey survey = survey(foreseen, invocation.config());
            invocation.console().out().print(DatasetText.shape(foreseen, survey));
            return Outcome.done(List.of(), metrics(foreseen, survey));
        }
    }

    private record Reporting(ReportFile report) implements PlannedWork {
        @Override
        public List<String> writes() {
            return List.of(report.path());
        }

        @Override
        public Outcome run(Supplier<SparkSession> session) {
            report.write(session.get().sparkContext().hadoopConfiguration());
            return Outcome.done(writes(), Map.of());
        }
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
            PaddingSurvey survey = survey(dataset.metadata(), invocation.config());
            out().print(DatasetText.render(DatasetDescription.of(dataset, FREQUENT_TOKENS), survey));
            return metrics(dataset.metadata(), survey);
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
