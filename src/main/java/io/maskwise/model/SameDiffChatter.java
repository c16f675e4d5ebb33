package io.maskwise.model;

import java.io.PrintStream;
import java.nio.charset.Charset;

/**
 * Keeps from standard output what SameDiff 1.0.0-M2.1 prints there each time it differentiates a graph, a line for each
 * operation, which no setting turns off.
 */
final class SameDiffChatter {
    private static final String LINE = "Added differentiated op ";

    private SameDiffChatter() {}

    /** From now on those lines are dropped, and no others. */
    static synchronized void silence() {
        if (!(System.out instanceof Quiet)) {
            System.setOut(new Quiet(System.out));
        }
    }

    private static final class Quiet extends PrintStream {
        Quiet(PrintStream out) {
            super(out, true, Charset.defaultCharset());
        }

        @Override
        public void println(@org.jspecify.annotations.Nullable String line) {
            if (line == null || !line.startsWith(LINE)) {
                super.println(line);
            }
        }
    }
}
