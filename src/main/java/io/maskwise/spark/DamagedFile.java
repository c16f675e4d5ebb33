package io.maskwise.spark;

import java.io.EOFException;
import java.io.IOException;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Optional;
import java.util.Set;
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
        Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        for (@Nullable Throwable cause = failure; cause != null && seen.add(cause); cause = cause.getCause()) {
            if (isOfContent(cause) && isOfParquet(cause)) {
                return Optional.of(cause);
            }
        }
        return Optional.empty();
    }

    /** Neither a lack of memory nor a storage that fails says anything of what is in the file. */
    private static boolean isOfContent(Throwable cause) {
        return !(cause instanceof Error)
                && (!(cause instanceof IOException)
                        || cause instanceof EOFException
                        || (cause.getStackTrace().length > 0 && isParquets(cause.getStackTrace()[0])));
    }

    /** Parquet throws exceptions of many classes, plain ones too, and so do the decompressors that it calls. */
    private static boolean isOfParquet(Throwable cause) {
        return Arrays.stream(cause.getStackTrace()).limit(INNERMOST_FRAMES).anyMatch(DamagedFile::isParquets);
    }

    private static boolean isParquets(StackTraceElement frame) {
        return frame.getClassName().startsWith("org.apache.parquet.");
    }

    private static String message(Throwable cause) {
        return cause.getMessage() == null ? "" : cause.getMessage();
    }
}
