package io.maskwise.jobs;

import io.maskwise.ExitCode;
import io.maskwise.MaskwiseException;
import java.io.IOException;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.hadoop.fs.FSError;
import org.jspecify.annotations.Nullable;

/**
 * A failure as it is told: the exit code, and one readable line for each thing that is wrong.
 *
 * @param exitCode how the command ends
 * @param retryable whether another try may end otherwise
 * @param lines at least one
 * @param cause what was thrown, for {@code --debug}
 */
record Failure(ExitCode exitCode, boolean retryable, List<String> lines, Throwable cause) {
    private static final int LONGEST_LINE = 2000;
    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");

    /** The first {@link MaskwiseException} among the causes decides; Spark wraps what a task throws. */
    static Failure of(Throwable thrown) {
        Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        for (@Nullable Throwable cause = thrown; cause != null && seen.add(cause); cause = cause.getCause()) {
            if (cause instanceof MaskwiseException known) {
                return new Failure(known.exitCode(), known.retryable(), lines(message(known)), thrown);
            }
            if (cause instanceof FSError || isOutOfSpace(cause)) {
                return new Failure(ExitCode.OUTPUT, true, List.of("Cannot write: " + lacking(cause)), thrown);
            }
        }
        String line = "Internal error: " + describe(thrown) + " (run again with --debug for the stack trace)";
        return new Failure(ExitCode.INTERNAL, true, List.of(line), thrown);
    }

    /** One for each problem; a value in it may hold anything, and may be a whole file. */
    private static List<String> lines(String message) {
        return Arrays.stream(message.split("\n"))
                .map(line -> line.length() > LONGEST_LINE ? line.substring(0, LONGEST_LINE) + "…" : line)
                .map(Failure::visible)
                .toList();
    }

    private static String visible(String line) {
        return CONTROL.matcher(line)
                .replaceAll(found -> String.format(
                        Locale.ROOT, "\\\\u%04x", (int) found.group().charAt(0)));
    }

    private static boolean isOutOfSpace(Throwable cause) {
        return cause instanceof IOException && message(cause).contains("No space left on device");
    }

    /** Hadoop's local file system throws an {@link FSError}, no IOException, where the disk fails. */
    private static String lacking(Throwable cause) {
        Throwable told = cause instanceof FSError && cause.getCause() != null ? cause.getCause() : cause;
        return message(told) + " (make room for the outputs and for Spark's temporary files, then call it again)";
    }

    /** What was thrown, in one line. */
    static String describe(Throwable thrown) {
        String first = message(thrown).lines().findFirst().orElse("");
        return thrown.getClass().getSimpleName() + (first.isBlank() ? "" : ": " + first.strip());
    }

    private static String message(Throwable thrown) {
        String message = thrown.getMessage();
        return message == null ? "" : message;
    }

    /** All lines in one, for the result file. */
    String text() {
        return String.join("; ", lines);
    }
}
