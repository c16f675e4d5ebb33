package io.maskwise.jobs;

import io.maskwise.report.Figures;
import java.io.PrintWriter;
import java.time.Duration;

/** The last lines of a command that succeeded: how long it took, and where everything was written. */
final class Closing {
    private final PrintWriter out;

    Closing(PrintWriter out) {
        this.out = out;
    }

    void tell(String command, Outcome outcome, Duration took) {
        boolean done = outcome.status() == Status.DONE;
        out.println(done ? command + " done in " + Figures.duration(took) : command + ": already complete");
        outcome.outputs().forEach(path -> out.println("  " + path));
        out.flush();
    }
}
