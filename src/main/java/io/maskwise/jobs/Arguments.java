package io.maskwise.jobs;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options that every command takes; filled by picocli. */
final class Arguments {
    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "A configuration file; given again, the later file overrides.")
    private List<Path> configs = new ArrayList<>();

    @Option(names = "--set", paramLabel = "key=value", description = "Overrides one key of the configuration.")
    private List<String> assignments = new ArrayList<>();

    @Option(names = "--run-id", paramLabel = "ID", description = "Names the run; overrides run.id.")
    private Optional<String> runId = Optional.empty();

    @Option(
            names = "--result-file",
            paramLabel = "FILE",
            description = "Where to write one JSON object with the outcome, on failure too.")
    private Optional<String> resultFile = Optional.empty();

    @Option(names = "--overwrite", description = "Replaces outputs that exist.")
    private boolean overwrite;

    @Option(names = "--watch", description = "With predict: predicts each new file of the corpus's folder, once.")
    private boolean watch;

    @Option(names = "--dry-run", description = "Checks, prints the configuration and what would be written, and stops.")
    private boolean dryRun;

    @Option(names = "--verbose", description = "Shows Spark's own log.")
    private boolean verbose;

    @Option(names = "--debug", description = "Shows the stack trace of a failure.")
    private boolean debug;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Shows this text.")
    private boolean help;

    List<Path> configs() {
        return List.copyOf(configs);
    }

    /** The assignments in order, then those that other options stand for. */
    List<String> assignments() {
        List<String> all = new ArrayList<>(assignments);
        runId.ifPresent(id -> all.add("run.id=" + id));
        if (watch) {
            all.add("predict.watch.active=true");
        }
        return all;
    }

    Optional<String> resultFile() {
        return resultFile;
    }

    ExistingOutput existing() {
        return overwrite ? ExistingOutput.OVERWRITE : ExistingOutput.REFUSE;
    }

    boolean isWatch() {
        return watch;
    }

    boolean isDryRun() {
        return dryRun;
    }

    boolean isDebug() {
        return debug;
    }

    boolean isHelpWanted() {
        return help;
    }

    /** Read by the launcher, which chooses Spark's log settings by it. */
    boolean isVerbose() {
        return verbose;
    }
}
