package io.maskwise.report;

import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Shows how far something is: on a terminal one line that is written over, elsewhere a plain line now and then.
 *
 * <p>Thread-safe, as a process that is stopped wipes it from another thread.
 */
public final class Progress {
    private static final Duration TERMINAL_PAUSE = Duration.ofMillis(100);
    private static final Duration PLAIN_PAUSE = Duration.ofSeconds(10);

    private final PrintWriter out;
    private final Terminal terminal;
    private final InstantSource clock;
    private Optional<Instant> shown = Optional.empty();
    private int columnsInUse;

    /**
     * @param out where to write, flushed after every line
     * @param terminal what that is
     * @param clock what time it is
     */
    public Progress(PrintWriter out, Terminal terminal, InstantSource clock) {
        this.out = out;
        this.terminal = terminal;
        this.clock = clock;
    }

    /** Shows where things stand, unless that was shown a moment ago: 0.1 s on a terminal, 10 s elsewhere. */
    public synchronized void update(String line) {
        Instant now = clock.instant();
        Duration pause = terminal.interactive() ? TERMINAL_PAUSE : PLAIN_PAUSE;
        if (shown.map(last -> now.isBefore(last.plus(pause))).orElse(false)) {
            return;
        }
        shown = Optional.of(now);
        if (terminal.interactive()) {
            overwrite(line);
        } else {
            out.println(line);
        }
        out.flush();
    }

    /** Writes a line that stays. */
    public synchronized void line(String line) {
        clear();
        out.println(line);
        out.flush();
    }

    /** Removes the line that is written over, if there is one; the next update is shown at once. */
    public synchronized void clear() {
        if (columnsInUse > 0) {
            overwrite("");
            out.print('\r');
            out.flush();
        }
        shown = Optional.empty();
    }

    /** Removes whatever stands in the terminal's last line, so that an error does not run on from it. */
    public synchronized void wipe() {
        if (terminal.interactive()) {
            out.print('\r' + " ".repeat(terminal.width() - 1) + '\r');
        }
        out.flush();
    }

    /** One column stays free: a full line would wrap and could not be written over. */
    private void overwrite(String line) {
        String fitting = line.substring(0, line.offsetByCodePoints(0, columns(line)));
        out.print('\r' + fitting + " ".repeat(Math.max(0, columnsInUse - columns(line))));
        columnsInUse = columns(line);
    }

    private int columns(String line) {
        return Math.min(line.codePointCount(0, line.length()), terminal.width() - 1);
    }
}
