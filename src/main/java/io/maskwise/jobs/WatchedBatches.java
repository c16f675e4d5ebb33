package io.maskwise.jobs;

import io.maskwise.spark.PredictionOptions;
import io.maskwise.spark.PredictionReport;
import io.maskwise.spark.WatchListener;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Tells of the batches of a folder that is watched, and sums up their figures. */
final class WatchedBatches implements WatchListener {
    private final Invocation invocation;
    private final PredictionOptions options;
    private final PredictionText text;
    private PredictionReport all = PredictionReport.together(List.of());
    private int batches;

    WatchedBatches(Invocation invocation, PredictionOptions options) {
        this.invocation = invocation;
        this.options = options;
        this.text = new PredictionText(options, invocation.console());
    }

    @Override
    public synchronized void predicted(String folder, PredictionReport report) {
        all = PredictionReport.together(List.of(all, report));
        batches++;
        invocation.console().out().println(folder);
        text.tell(folder, report);
        invocation.reached().accept(outcome());
    }

    @Override
    public void warned(String message) {
        invocation.console().warn(message);
    }

    /** What was done so far. */
    synchronized Outcome outcome() {
        List<String> outputs = List.of(options.path());
        return batches == 0 ? Outcome.alreadyComplete(outputs, metrics()) : Outcome.done(outputs, metrics());
    }

    private Map<String, Object> metrics() {
        Map<String, Object> metrics = new LinkedHashMap<>();
        metrics.put("batches", batches);
        metrics.putAll(all.metrics());
        return metrics;
    }
}
