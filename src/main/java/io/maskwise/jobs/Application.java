package io.maskwise.jobs;

import io.maskwise.config.MaskwiseConfig;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** The whole program but the process: words in, exit code out. */
final class Application {
    private final CommandLineParser parser;
    private final Console console;
    private final SortedMap<String, String> properties;
    private final AtomicReference<@Nullable Attempt> current = new AtomicReference<>();

    Application(List<Command> commands, Console console) {
        this(commands, console, Collections.emptySortedMap());
    }

    /** @param properties the values of Spark's properties {@code spark.maskwise.KEY} by {@code KEY} */
    Application(List<Command> commands, Console console, SortedMap<String, String> properties) {
        this.parser = new CommandLineParser(commands);
        this.console = console;
        this.properties = properties;
    }

    /** Does what the words ask for; returns the exit code, whatever happens. */
    int run(String... arguments) {
        List<String> words = Arrays.asList(arguments);
        Attempt attempt = new Attempt(words, console);
        current.set(attempt);
        try {
            Optional<CommandLineParser.Call> call = parser.parse(words, console.out());
            return call.isPresent() ? attempt.succeed(execute(call.get(), attempt)) : attempt.helped();
        } catch (Exception | Error failure) {
            return attempt.fail(Failure.of(failure));
        }
    }

    /** Tells that the command is stopped from outside, if it has not ended; called while the process is ending. */
    void stop() {
        Attempt attempt = current.get();
        if (attempt != null) {
            attempt.stop();
        }
    }

    private Outcome execute(CommandLineParser.Call call, Attempt attempt) throws Exception {
        attempt.begin();
        Arguments arguments = call.arguments();
        MaskwiseConfig config = MaskwiseConfig.load(arguments.configs(), properties, arguments.assignments());
        config.runId().ifPresent(attempt::nameRun);
        config.demand(call.command().sections(config));
        String runId = attempt.runId();
        Invocation invocation = new Invocation(config, runId, arguments.existing(), console, attempt::reach);
        PlannedWork work = call.command().plan(invocation);
        if (arguments.isDryRun()) {
            describe(call.command(), config, work);
            return Outcome.empty(Status.PLANNED);
        }
        try (LazySession session = new LazySession("maskwise " + call.command().name() + " " + runId)) {
            return work.run(DescribedSession.of(call.command().name(), work, session));
        }
    }

    private void describe(Command command, MaskwiseConfig config, PlannedWork work) {
        console.out().println("# " + command.name() + " would write:");
        work.writes().forEach(path -> console.out().println("#   " + path));
        console.out().print(config.render(command.sections(config)));
        console.out().flush();
    }
}
