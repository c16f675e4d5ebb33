package io.maskwise.jobs;

import io.maskwise.report.Progress;
import io.maskwise.report.Terminal;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;

/**
 * Where a command talks to people.
 *
 * @param out progress and results
 * @param err errors, one readable line each
 * @param terminal what {@code out} is
 * @param clock what time it is
 */
public record Console(PrintWriter out, PrintWriter err, Terminal terminal, InstantSource clock) {
    /** This process's own. */
    public static Console ofProcess() {
        // Labels and tokens are any text, and in a container's locale the default would lose them.
        Charset charset = StandardCharsets.UTF_8;
        return new Console(
                new PrintWriter(System.out, true, charset),
                new PrintWriter(System.err, true, charset),
                Terminal.detect(),
                InstantSource.system());
    }

    /** Says on {@code err} what is not as it should be, though the work goes on. */
    void warn(String message) {
        err.println("maskwise: warning: " + message);
        err.flush();
    }

    /** A progress line on standard output. */
    public Progress progress() {
        return new Progress(out, terminal, clock);
    }
}
