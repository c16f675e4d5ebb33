package io.maskwise.jobs;

import io.maskwise.report.Figures;
import io.maskwise.report.Table;
import io.maskwise.spark.PredictionOptions;
import io.maskwise.spark.PredictionReport;
import java.util.SortedMap;

/** What people are told of predictions: where each record went, and what they should worry about. */
final class PredictionText {
    private final PredictionOptions options;
    private final Console console;

    PredictionText(PredictionOptions options, Console console) {
        this.options = options;
        this.console = console;
    }

    /** @param folder where the predictions are */
    void tell(String folder, PredictionReport report) {
        console.out().print(account(report));
        if (report.read().rowsRejected() > 0) {
            console.out().println("Each rejected row, with its line and why: " + folder + "/_maskwise/rejected");
        }
        console.out().flush();
        warn(report);
    }

    /** The same of predictions whose folder is nobody's to look at. */
    void tell(PredictionReport report) {
        console.out().print(account(report));
        console.out().flush();
        warn(report);
    }

    private static String account(PredictionReport report) {
        Table table = Table.of("records", "number");
        table.row("read", Figures.count(report.read().rowsRead()));
        if (report.read().extraWindows() > 0) {
            table.row("windows besides", Figures.count(report.read().extraWindows()));
        }
        table.row("written", Figures.count(report.written().rows()));
        reasons(table, "rejected: ", report.read().rejected());
        reasons(table, "dropped: ", report.read().dropped());
        table.row("truncated", Figures.count(report.written().rowsTruncated()));
        table.row("tokens", Figures.count(report.written().realTokens()));
        table.row("tokens cut", Figures.count(report.written().tokensTruncated()));
        table.row("unknown tokens", percent(report.unknownRate()));
        return table.render();
    }

    private static void reasons(Table table, String what, SortedMap<String, Long> counts) {
        counts.forEach((reason, rows) -> table.row(what + reason, Figures.count(rows)));
    }

    private void warn(PredictionReport report) {
        if (report.unknownRate() > options.unknownWarning()) {
            console.warn("the model's vocabulary does not hold " + percent(report.unknownRate())
                    + " of the tokens (are the texts of the language, the script and the form that it was trained"
                    + " on? predict.unknown-warning is " + options.unknownWarning() + ")");
        }
    }

    private static String percent(double share) {
        return Figures.decimal(100 * share, 1) + " %";
    }
}
