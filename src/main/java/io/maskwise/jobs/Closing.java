package io.maskwise.jobs;

import io.maskwise.report.Figures;
import io.maskwise.report.Table;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Map;

/** The last lines of a command that succeeded: how long it took, its figures, and where everything was written. */
final class Closing {
    private final PrintWriter out;

    Closing(PrintWriter out) {
        this.out = out;
    }

    void tell(String command, Outcome outcome, Duration took) {
        boolean done = outcome.status() == Status.DONE;
        out.println(done ? command + " done in " + Figures.duration(took) : command + ": already complete");
        out.print(figures(outcome.metrics()));
        outcome.outputs().forEach(path -> out.println("  " + path));
        out.flush();
    }

    private static String figures(Map<String, Object> metrics) {
        Table table = Table.of("figure", "value");
        metrics.forEach((name, value) -> {
            if (value instanceof Number || value instanceof String) {
                table.row(name, value instanceof Double number ? Figures.decimal(number, 4) : value);
            }
        });
        return metrics.isEmpty() ? "" : table.render();
    }
}
