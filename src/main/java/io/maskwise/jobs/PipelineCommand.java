package io.maskwise.jobs;

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
        invocation.config().demandPipeline();
        Map<String, PlannedWork> planned = new LinkedHashMap<>();
        steps.forEach(step -> planned.put(step.name(), step.plan(invocation)));
        return new Steps(invocation, planned);
    }

    private record Steps(Invocation invocation, Map<String, PlannedWork> planned) implements PlannedWork {
        @Override
        public List<String> writes() {
            return planned.values().stream()
                    .flatMap(step -> step.writes().stream())
                    .distinct()
                    .toList();
        }

        @Override
        public Outcome run(Supplier<SparkSession> session) throws Exception {
            Map<String, Outcome> outcomes = new LinkedHashMap<>();
            for (Map.Entry<String, PlannedWork> step : planned.entrySet()) {
                Outcome outcome = step.getValue().run(DescribedSession.of(step.getKey(), step.getValue(), session));
                if (outcome.status() == Status.ALREADY_COMPLETE) {
                    invocation.console().progress().line("Skipping " + step.getKey() + ": its output is complete");
                }
                outcomes.put(step.getKey(), outcome);
                invocation.reached().accept(joined(outcomes));
            }
            return joined(outcomes);
        }

        /** All figures together, where a later step's stand for an earlier one's, and then each step's own. */
        private static Outcome joined(Map<String, Outcome> outcomes) {
            Map<String, Object> metrics = new LinkedHashMap<>();
            Set<String> outputs = new LinkedHashSet<>();
            outcomes.values().forEach(outcome -> {
                metrics.putAll(outcome.metrics());
                outputs.addAll(outcome.outputs());
            });
            outcomes.forEach((step, outcome) -> metrics.put(step, outcome.metrics()));
            boolean anythingDone = outcomes.values().stream().anyMatch(outcome -> outcome.status() == Status.DONE);
            List<String> paths = List.copyOf(outputs);
            return anythingDone ? Outcome.done(paths, metrics) : Outcome.alreadyComplete(paths, metrics);
        }
    }
}
