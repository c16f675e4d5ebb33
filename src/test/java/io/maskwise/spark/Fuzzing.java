package io.maskwise.spark;

import io.maskwise.ExitCode;
import io.maskwise.MaskwiseException;
import io.maskwise.testing.SparkSessions;
import io.maskwise.training.ExistingTarget;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;

/**
 * Prepares fuzzed inputs, most of them without Spark, and tells what became of each: a closed account, an error that says
 * what to do, or a finding.
 */
final class Fuzzing {
    /** An input of so many goes all the way through a Spark session. */
    static final int SPARK_EVERY = 100;

    private static final long SECONDS = 60;
    private static final Set<ExitCode> ALLOWED = Set.of(ExitCode.USAGE, ExitCode.INPUT, ExitCode.QUALITY);

    private final FuzzSamples samples;
    private final Path folder;
    private final Configuration hadoop = new Configuration();

    /** @param folder where inputs are written and removed */
    Fuzzing(FuzzSamples samples, Path folder) {
        this.samples = samples;
        this.folder = folder;
    }

    /** Starts what takes long to start, so that no input is blamed for it. */
    Fuzzing warmedUp() throws IOException {
        for (long seed = 0; seed < 10; seed++) {
            run(seed, true);
        }
        return this;
    }

    /** What becomes of the input of a seed. */
    FuzzOutcome run(long seed, boolean throughSpark) throws IOException {
        Path corpus = Files.createDirectories(folder.resolve("corpus"));
        Path dataset = folder.resolve("dataset");
        try {
            PreparationOptions options = new FuzzInput(seed, samples).write(corpus, dataset);
            return inTime(() -> outcome(options, throughSpark));
        } finally {
            remove(corpus);
            remove(dataset);
        }
    }

    private static FuzzOutcome inTime(Callable<FuzzOutcome> work) {
        FutureTask<FuzzOutcome> task = new FutureTask<>(work);
        Thread thread = new Thread(task, "fuzzed input");
        thread.setDaemon(true);
        thread.start();
        try {
            return task.get(SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException hanging) {
            thread.interrupt();
            return FuzzOutcome.finding("it takes more than " + SECONDS + " s, at "
                    + Stream.of(thread.getStackTrace()).limit(12).toList());
        } catch (ExecutionException failure) {
            return FuzzOutcome.finding(stackTrace(Objects.requireNonNull(failure.getCause())));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return FuzzOutcome.finding("it was interrupted");
        }
    }

    private FuzzOutcome outcome(PreparationOptions options, boolean throughSpark) {
        Optional<SortedMap<String, SplitCounts>> read;
        try {
            read = Optional.of(new ReadingPath(options, hadoop).run());
        } catch (MaskwiseException refusal) {
            read = Optional.empty();
            if (isNoAnswer(refusal)) {
                return FuzzOutcome.finding(stackTrace(refusal));
            }
        }
        if (throughSpark) {
            Optional<SortedMap<String, SplitCounts>> written = written(options);
            if (!written.equals(read)) {
                return FuzzOutcome.finding("with Spark it is " + written + ", without " + read);
            }
        }
        return FuzzOutcome.of(read.map(Fuzzing::kind).orElse(FuzzOutcome.Kind.REFUSED));
    }

    private static boolean isNoAnswer(MaskwiseException refusal) {
        // Gates have a line each.
        return !ALLOWED.contains(refusal.exitCode())
                || (refusal.exitCode() != ExitCode.QUALITY
                        && !ReadingPath.isOneLine(String.valueOf(refusal.getMessage())));
    }

    private static FuzzOutcome.Kind kind(SortedMap<String, SplitCounts> counts) {
        return counts.values().stream().allMatch(split -> split.rowsRejected() == 0)
                ? FuzzOutcome.Kind.CLOSED
                : FuzzOutcome.Kind.CLOSED_WITH_REJECTS;
    }

    /** The account of the dataset that a preparation makes, and its files hold; nothing if it is refused. */
    private static Optional<SortedMap<String, SplitCounts>> written(PreparationOptions options) {
        try {
            new Preparation(SparkSessions.local(), options).run(ExistingTarget.REFUSE);
        } catch (MaskwiseException refusal) {
            if (isNoAnswer(refusal)) {
                throw refusal;
            }
            if (Files.exists(Path.of(options.dataset().path()))) {
                throw new IllegalStateException("It was refused, but left a dataset", refusal);
            }
            return Optional.empty();
        }
        PreparedDataset dataset =
                PreparedDataset.open(SparkSessions.local(), options.dataset().path());
        for (String split : dataset.splits()) {
            long rows = new SplitReader(SparkSessions.local(), dataset, split)
                    .rows((bucket, file, position) -> new RowPlace(0, bucket, position), 1)
                    .count();
            if (rows != dataset.metadata().counts(split).rowsWritten()) {
                throw new IllegalStateException("Of the split " + split + " there are " + rows + " rows to read");
            }
        }
        return Optional.of(dataset.metadata().splits());
    }

    private static String stackTrace(Throwable failure) {
        StringWriter text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text));
        return text.toString();
    }

    private static void remove(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> files = Files.walk(folder)) {
                List<Path> inside = files.sorted(Comparator.reverseOrder()).toList();
                for (Path file : inside) {
                    Files.delete(file);
                }
            }
        }
    }
}
