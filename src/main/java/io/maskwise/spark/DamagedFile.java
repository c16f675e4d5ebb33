package io.maskwise.spark;

import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Tells from what Spark throws whether a Parquet file could not be read. */
final class DamagedFile {
    private static final int INNERMOST_FRAMES = 8;

    private DamagedFile() {}

    /** Whether the failure, however deep in it, is one of a file's content. */
    static boolean isCauseOf(Throwable failure) {
        return find(failure).isPresent();
    }

    /** What is wrong with the file, in one line. */
    static String reason(Throwable failure) {
        return find(failure)
                .flatMap(cause -> message(cause).lines().findFirst())
                .orElseGet(() -> failure.getClass().getSimpleName());
    }

    private static Optional<Throwable> find(Throwable failure) {
        for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (isOfParquet(cause)) {
                return Optional.of(cause);
            }
        }
        return Optional.empty();
    }

    /** Parquet throws exceptions of many classes, plain ones too, and so do the decompressors that it calls. */
    private static boolean isOfParquet(Throwable cause) {
        return Arrays.stream(cause.getStackTrace())
                .limit(INNERMOST_FRAMES)
                .anyMatch(frame -> frame.getClassName().startsWith("org.apache.parquet."));
    }

    private static String message(Throwable cause) {
        return cause.getMessage() == null ? "" : cause.getMessage();
    }
}
