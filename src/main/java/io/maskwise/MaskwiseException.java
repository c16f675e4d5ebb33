package io.maskwise;

import com.google.errorprone.annotations.FormatMethod;
import com.google.errorprone.annotations.FormatString;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * An error that the user can act on: one readable line, with the value and the remedy.
 *
 * <p>Everything else that is thrown is a bug and ends a command with {@link ExitCode#INTERNAL}.
 */
public final class MaskwiseException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ExitCode exitCode;
    private final boolean retryable;

    public MaskwiseException(ExitCode exitCode, String message) {
        super(message);
        this.exitCode = exitCode;
        this.retryable = exitCode.retryable();
    }

    public MaskwiseException(ExitCode exitCode, String message, Throwable cause) {
        super(message, cause);
        this.exitCode = exitCode;
        this.retryable = exitCode.retryable();
    }

    /** Of output that is another one. */
    private MaskwiseException(String message, @Nullable Throwable cause) {
        super(message, cause);
        this.exitCode = ExitCode.OUTPUT;
        this.retryable = false;
    }

    /** Wrong usage or configuration (exit 2). */
    @FormatMethod
    public static MaskwiseException usage(@FormatString String format, Object... arguments) {
        return new MaskwiseException(ExitCode.USAGE, String.format(Locale.ROOT, format, arguments));
    }

    /** Input missing, unreadable or of the wrong shape (exit 3). */
    @FormatMethod
    public static MaskwiseException input(@FormatString String format, Object... arguments) {
        return new MaskwiseException(ExitCode.INPUT, String.format(Locale.ROOT, format, arguments));
    }

    /** Input missing, unreadable or of the wrong shape (exit 3), and what was thrown, for {@code --debug}. */
    @FormatMethod
    public static MaskwiseException input(Throwable cause, @FormatString String format, Object... arguments) {
        return new MaskwiseException(ExitCode.INPUT, String.format(Locale.ROOT, format, arguments), cause);
    }

    /** Output that is locked, or appeared meanwhile (exit 4): another try may end otherwise. */
    @FormatMethod
    public static MaskwiseException output(@FormatString String format, Object... arguments) {
        return new MaskwiseException(ExitCode.OUTPUT, String.format(Locale.ROOT, format, arguments));
    }

    /** Output that cannot be written (exit 4), and what was thrown, for {@code --debug}: a retry may end otherwise. */
    @FormatMethod
    public static MaskwiseException output(Throwable cause, @FormatString String format, Object... arguments) {
        return new MaskwiseException(ExitCode.OUTPUT, String.format(Locale.ROOT, format, arguments), cause);
    }

    /** Output that is there and is another one (exit 4): it stays so until somebody decides, whatever is tried again. */
    @FormatMethod
    public static MaskwiseException occupied(@FormatString String format, Object... arguments) {
        return new MaskwiseException(String.format(Locale.ROOT, format, arguments), null);
    }

    /** Output that is there and is another one (exit 4), and what was thrown, for {@code --debug}: it stays so. */
    @FormatMethod
    public static MaskwiseException occupied(Throwable cause, @FormatString String format, Object... arguments) {
        return new MaskwiseException(String.format(Locale.ROOT, format, arguments), cause);
    }

    /** A data-quality gate that failed (exit 5). */
    @FormatMethod
    public static MaskwiseException quality(@FormatString String format, Object... arguments) {
        return new MaskwiseException(ExitCode.QUALITY, String.format(Locale.ROOT, format, arguments));
    }

    /** The status with which a command that fails so ends. */
    public ExitCode exitCode() {
        return exitCode;
    }

    /** Whether another try of the same call may end otherwise. */
    public boolean retryable() {
        return retryable;
    }
}
