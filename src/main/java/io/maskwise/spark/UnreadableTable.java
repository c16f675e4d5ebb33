package io.maskwise.spark;

import io.maskwise.ExitCode;
import io.maskwise.MaskwiseException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.hadoop.fs.Path;
import org.jspecify.annotations.Nullable;

/** Tells from what Spark throws which file of a table it cannot read, and why. */
final class UnreadableTable {
    private UnreadableTable() {}

    /**
     * Does something that reads the files.
     *
     * @throws MaskwiseException with exit 3 if what Spark throws names one of the files
     */
    static <T> T reading(List<CorpusFile> files, Supplier<T> action) {
        try {
            return action.get();
        } catch (MaskwiseException known) {
            throw known;
        } catch (Exception failure) { // Scala throws SparkException unchecked
            Optional<CorpusFile> named = files.stream()
                    .filter(file -> causes(failure).stream().anyMatch(cause -> names(cause, file)))
                    .max(Comparator.comparingInt(file -> file.path().length())); // one path may begin another
            if (named.isEmpty()) {
                throw failure;
            }
            CorpusFile file = named.get();
            throw new MaskwiseException(
                    ExitCode.INPUT,
                    "Cannot read " + file.displayPath() + " of the split " + file.split() + ": " + reason(failure)
                            + " (is the file complete, and are its columns those of the others?)",
                    failure);
        }
    }

    private static boolean names(Throwable cause, CorpusFile file) {
        Path path = new Path(file.path());
        String message = message(cause);
        return message.contains(path.toUri().getPath())
                || message.contains(path.toUri().getRawPath());
    }

    /** What is wrong at the bottom of it, in one line. */
    static String reason(Throwable failure) {
        List<Throwable> causes = causes(failure);
        Throwable last = causes.get(causes.size() - 1);
        return message(last).lines().findFirst().filter(line -> !line.isBlank()).orElse(last.toString());
    }

    /** From the failure to the one at the bottom of it. */
    static List<Throwable> causes(Throwable failure) {
        Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        List<Throwable> causes = new ArrayList<>();
        for (@Nullable Throwable cause = failure; cause != null && seen.add(cause); cause = cause.getCause()) {
            causes.add(cause);
        }
        return causes;
    }

    private static String message(Throwable cause) {
        return cause.getMessage() == null ? "" : cause.getMessage();
    }
}
