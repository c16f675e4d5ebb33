package io.maskwise.jobs;

import io.maskwise.ExitCode;
import io.maskwise.MaskwiseException;
import io.maskwise.config.MaskwiseConfig;
import org.apache.spark.SparkContext;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;

/**
 * Commands for a program that has a Spark session of its own, such as a Spark shell: the same work, by the same rules, with
 * the same lines on the way.
 *
 * <p>Each method throws a {@link MaskwiseException} with the exit code that the command would end with, and one line for each
 * thing that is wrong.
 */
public final class SessionCommands {
    private static final String DESCRIPTION = "spark.job.description";

    private final SparkSession spark;
    private final Console console;

    /** @param console where to tell of the work */
    public SessionCommands(SparkSession spark, Console console) {
        this.spark = spark;
        this.console = console;
    }

    /**
     * Does the work of {@code prepare}.
     *
     * @param source what the corpus is called
     */
    public Outcome prepare(MaskwiseConfig config, ExistingOutput existing, String source) {
        return run(new PrepareCommand(source), config, existing);
    }

    /** Does the work of {@code train}. */
    public Outcome train(MaskwiseConfig config, ExistingOutput existing) {
        return run(new TrainCommand(), config, existing);
    }

    /** Does the work of {@code evaluate}. */
    public Outcome evaluate(MaskwiseConfig config, ExistingOutput existing) {
        return run(new EvaluateCommand(), config, existing);
    }

    /**
     * Does the work of {@code predict}.
     *
     * @param target what the predictions are called
     */
    public Outcome predict(MaskwiseConfig config, ExistingOutput existing, String target) {
        return run(new PredictCommand(target), config, existing);
    }

    private Outcome run(Command command, MaskwiseConfig config, ExistingOutput existing) {
        SparkContext context = spark.sparkContext();
        @Nullable String before = context.getLocalProperty(DESCRIPTION);
        try {
            config.demand(command.sections(config));
            String runId = config.runId().orElse(command.name());
            PlannedWork work = command.plan(new Invocation(config, runId, existing, console, outcome -> {}));
            Outcome outcome = work.run(DescribedSession.of(command.name(), work, () -> spark));
            if (outcome.status() == Status.ALREADY_COMPLETE) {
                console.progress().line("Skipping " + command.name() + ": its output is complete");
            }
            console.out().flush();
            return outcome;
        } catch (Exception thrown) {
            throw told(thrown);
        } finally {
            context.setLocalProperty(DESCRIPTION, before);
        }
    }

    private static RuntimeException told(Exception thrown) {
        Failure failure = Failure.of(thrown);
        if (failure.exitCode() == ExitCode.INTERNAL) {
            return thrown instanceof RuntimeException bug ? bug : new IllegalStateException(thrown);
        }
        return new MaskwiseException(failure.exitCode(), String.join("\n", failure.lines()), thrown);
    }
}
