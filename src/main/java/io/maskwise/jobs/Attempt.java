package io.maskwise.jobs;

import io.maskwise.ExitCode;
import io.maskwise.MaskwiseException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * One call of the program as far as it is understood, so that however early it fails its end can be told.
 *
 * <p>Before the command line is parsed the words themselves are searched: a scheduler that misspelt an option still
 * gets its result file. Two threads may tell the end, that of the work and that which stops the process: the first to
 * begin does so, and the other waits for it.
 */
final class Attempt {
    private static final DateTimeFormatter COMPACT =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private static final Failure UNTOLD = new Failure(
            ExitCode.INTERNAL,
            true,
            List.of("Ended without a word: the process was killed (see standard error)"),
            new IllegalStateException("killed"));

    private final Console console;
    private final Instant startedAt;
    private final String command;
    private final Optional<String> resultFile;
    private final boolean debug;
    private volatile String runId;
    private volatile Outcome reached = Outcome.empty(Status.FAILED);
    private boolean ended;
    private boolean unwritable;

    Attempt(List<String> words, Console console) {
        this.console = console;
        this.startedAt = console.clock().instant();
        this.command =
                words.stream().findFirst().filter(word -> !word.startsWith("-")).orElse("");
        this.resultFile = valueOf("--result-file", words);
        this.debug = words.contains("--debug");
        this.runId = valueOf("--run-id", words).orElse("");
    }

    private static Optional<String> valueOf(String option, List<String> words) {
        int at = words.lastIndexOf(option);
        if (at >= 0 && at + 1 < words.size()) {
            return Optional.of(words.get(at + 1));
        }
        return words.stream()
                .filter(word -> word.startsWith(option + "="))
                .map(word -> word.substring(option.length() + 1))
                .findFirst();
    }

    /** Takes the configured id of the run. */
    void nameRun(String configured) {
        runId = configured;
    }

    /** The run's id: the configured one, or else made of command and time. */
    String runId() {
        if (runId.isEmpty()) {
            runId = command + "-" + COMPACT.format(startedAt);
        }
        return runId;
    }

    /**
     * Writes a failure to the result file, so that an old success cannot outlive a process that dies without a word.
     *
     * @throws MaskwiseException with exit 4 if it cannot be written, before hours of work
     */
    void begin() {
        writeResult(ExitCode.INTERNAL, reached, Optional.of(UNTOLD));
    }

    /** Takes what is complete so far. */
    void reach(Outcome complete) {
        reached = new Outcome(Status.FAILED, complete.outputs(), complete.metrics());
    }

    /** Ends an attempt that only asked for help; returns the process's exit code. */
    synchronized int helped() {
        ended = true;
        return ExitCode.DONE.code();
    }

    /** Tells that the work is stopped from outside, unless its end has been told. */
    void stop() {
        fail(Failure.of(new MaskwiseException(
                ExitCode.STOPPED, "Stopped before the end (call it again: it goes on from what is complete)")));
    }

    /** Tells the end of the work; returns the process's exit code. What is thrown is to be told by {@link #fail}. */
    synchronized int succeed(Outcome outcome) {
        if (ended) {
            return ExitCode.STOPPED.code();
        }
        if (outcome.status() == Status.DONE || outcome.status() == Status.ALREADY_COMPLETE) {
            new Closing(console.out()).tell(command, outcome, took());
        }
        writeResult(ExitCode.DONE, outcome, Optional.empty());
        ended = true;
        return ExitCode.DONE.code();
    }

    /** Tells a failure, unless the end has been told: what is stopped may fail of it. Returns the exit code. */
    synchronized int fail(Failure failure) {
        if (ended) {
            return ExitCode.STOPPED.code();
        }
        tell(failure);
        try {
            writeResult(failure.exitCode(), reached, Optional.of(failure));
        } catch (RuntimeException | Error second) {
            tell(Failure.of(second));
        }
        ended = true;
        return failure.exitCode().code();
    }

    private void tell(Failure failure) {
        console.progress().wipe();
        failure.lines().forEach(line -> console.err().println("maskwise: " + line));
        if (debug) {
            failure.cause().printStackTrace(console.err());
        }
        console.err().flush();
    }

    /** Tries once only: where a success could not be written, that is the failure. */
    private void writeResult(ExitCode exitCode, Outcome outcome, Optional<Failure> failure) {
        JobResult result = new JobResult(command, runId, startedAt, took(), exitCode, outcome, failure);
        String json = result.toJson();
        if (!unwritable && resultFile.isPresent()) {
            unwritable = true;
            new AtomicFile(resultFile.get()).write(json);
            unwritable = false;
        }
    }

    private Duration took() {
        return Duration.between(startedAt, console.clock().instant());
    }
}
