package io.maskwise.jobs;

import io.maskwise.report.Figures;
import io.maskwise.report.Table;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The last lines of a command that succeeded: how long it took, its figures, and where everything was written. */
final class Closing {
    private final PrintWriter out;

    Closing(PrintWriter out) {
        this.out = out;
    }

    void tell(String command, Outcome outcome, Duration took) {
        boolean done = outcome.status() == Status.DONE;
        out.println();
        out.println(done ? command + " done in " + Figures.duration(took) : command + ": already complete");
        out.print(figures(columns(outcome.metrics())));
        digests(outcome.metrics());
        if (!outcome.outputs().isEmpty()) {
            out.println(done ? "Written:" : "Found:");
        }
        outcome.outputs().forEach(path -> out.println("  " + path));
        out.flush();
    }

    /** The figures of each step where the work has steps, which may use one name for different things; else all. */
    private static Map<String, Map<?, ?>> columns(Map<String, Object> metrics) {
        Map<String, Map<?, ?>> steps = new LinkedHashMap<>();
        metrics.forEach((name, value) -> {
            if (value instanceof Map<?, ?> step) {
                steps.put(name, step);
            }
        });
        return steps.isEmpty() ? Map.of("value", metrics) : steps;
    }

    private static String figures(Map<String, Map<?, ?>> columns) {
        Set<Object> names = new LinkedHashSet<>();
        columns.values()
                .forEach(column -> column.forEach((name, value) -> {
                    if (value instanceof Number && !isNoTime(name, value)) {
                        names.add(name);
                    }
                }));
        List<String> headings = new ArrayList<>(columns.keySet());
        headings.add(0, "figure");
        Table table = Table.of(headings.toArray(String[]::new));
        for (Object name : names) {
            List<Object> cells = new ArrayList<>(List.of(name));
            columns.values().forEach(column -> cells.add(column.get(name) instanceof Number value ? shown(value) : ""));
            table.row(cells.toArray());
        }
        return names.isEmpty() ? "" : table.render();
    }

    /** A step that was complete took no time worth a row. */
    private static boolean isNoTime(Object name, Object value) {
        return name.equals("seconds") && value.equals(0.0);
    }

    private static Object shown(Number value) {
        if (value instanceof Double || value instanceof Float) {
            return Figures.decimal(value.doubleValue(), Math.abs(value.doubleValue()) < 1000 ? 4 : 0);
        }
        return value;
    }

    /** What is too wide for the table. */
    private void digests(Map<String, Object> metrics) {
        metrics.forEach((name, value) -> {
            if (value instanceof String text) {
                out.println(name + " " + text);
            }
        });
    }
}
