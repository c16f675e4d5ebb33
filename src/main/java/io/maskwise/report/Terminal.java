package io.maskwise.report;

import java.util.Map;

/**
 * What standard output is connected to.
 *
 * @param interactive whether a line can be written over
 * @param width columns
 */
public record Terminal(boolean interactive, int width) {
    private static final int USUAL_WIDTH = 80;

    public Terminal {
        if (width < 1) {
            throw new IllegalArgumentException("Invalid width: " + width + " (must be >= 1)");
        }
    }

    /** A file, a pipe or a terminal that cannot write over a line. */
    public static Terminal plain() {
        return new Terminal(false, USUAL_WIDTH);
    }

    /** This process's own. */
    @SuppressWarnings("SystemConsoleNull") // from JDK 22 on it means something else; the build demands JDK 17
    public static Terminal detect() {
        return of(System.console() != null, System.getenv());
    }

    /** By whether there is a console, and the variables {@code TERM} and {@code COLUMNS}. */
    static Terminal of(boolean console, Map<String, String> environment) {
        String kind = environment.getOrDefault("TERM", "dumb");
        if (!console || kind.equals("dumb")) {
            return plain();
        }
        String columns = environment.getOrDefault("COLUMNS", "");
        return new Terminal(true, columns.matches("[1-9]\\d{0,3}") ? Integer.parseInt(columns) : USUAL_WIDTH);
    }
}
