package io.maskwise.jobs;

import io.maskwise.KebabCase;
import io.maskwise.MaskwiseException;
import io.maskwise.config.MaskwiseConfig;
import io.maskwise.model.ModelTask;
import io.maskwise.text.CorpusOptions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.spark.sql.SparkSession;

/** {@code pipeline}: prepare, train, evaluate; a step whose output is complete for the same inputs is skipped. */
final class PipelineCommand implements Command {
    private final List<Command> steps = List.of(new PrepareCommand(), new TrainCommand(), new EvaluateCommand());

    @Override
    public String name() {
        return "pipeline";
    }

    @Override
    public String summary() {
        return "Prepares, trains and evaluates; complete steps are skipped.";
    }

    @Override
    public List<String> sections() {
        Set<String> sections = new LinkedHashSet<>();
        steps.forEach(step -> sections.addAll(step.sections()));
        return List.copyOf(sections);
    }

    @Override
    public PlannedWork plan(Invocation invocation) {
        requireSplits(invocation.config());
        requireLabels(invocation.config());
        Map<String, PlannedWork> planned = new LinkedHashMap<>();
        steps.forEach(step -> planned.put(step.name(), step.plan(invocation)));
        return new Steps(invocation, planned);
    }

    private static void requireSplits(MaskwiseConfig config) {
        requireSplit("train.split", config.train().split(), config.corpus());
        requireSplit("evaluate.split", config.evaluate().split(), config.corpus());
    }

    private static void requireSplit(String key, String split, CorpusOptions corpus) {
        if (!corpus.splits().containsKey(split)) {
            throw MaskwiseException.usage(
                    "Invalid %s: %s (must be one of corpus.splits: %s)",
                    key, split, String.join(", ", corpus.splits().keySet()));
        }
    }

    private static void requireLabels(MaskwiseConfig config) {
        ModelTask task = config.model().task();
        if (task.labelling() != config.corpus().labelling()) {
            throw MaskwiseException.usage(
                    "Invalid model.task: %s (must fit the corpus, whose labels are %s by corpus.format = %s)",
                    KebabCase.of(task),
                    KebabCase.of(config.corpus().labelling()),
                    KebabCase.of(config.corpus().format()));
        }
    }

    private record Steps(Invocation invocation, Map<String, PlannedWork> planned) implements PlannedWork {
        @Override
        public List<String> writes() {
            return planned.values().stream()
                    .flatMap(step -> step.writes().stream())
                    .toList();
        }

        @Override
        public Outcome run(Supplier<SparkSession> session) throws Exception {
            Map<String, Object> metrics = new LinkedHashMap<>();
            Map<String, Object> ofSteps = new LinkedHashMap<>();
            List<String> outputs = new ArrayList<>();
            boolean anythingDone = false;
            for (Map.Entry<String, PlannedWork> step : planned.entrySet()) {
                Outcome outcome;
                try {
                    outcome = step.getValue().run(session);
                } catch (Exception failure) {
                    metrics.putAll(ofSteps);
                    throw new UnfinishedException(new Outcome(Status.FAILED, outputs, metrics), failure);
                }
                anythingDone |= outcome.status() == Status.DONE;
                if (outcome.status() == Status.ALREADY_COMPLETE) {
                    invocation.console().progress().line("Skipping " + step.getKey() + ": its output is complete");
                }
                outputs.addAll(outcome.outputs());
                metrics.putAll(outcome.metrics());
                ofSteps.put(step.getKey(), outcome.metrics());
            }
            metrics.putAll(ofSteps);
            return anythingDone ? Outcome.done(outputs, metrics) : Outcome.alreadyComplete(outputs, metrics);
        }
    }
}
