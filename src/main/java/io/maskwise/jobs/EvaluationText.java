package io.maskwise.jobs;

import io.maskwise.metrics.ClassScores;
import io.maskwise.metrics.ClassificationMetrics;
import io.maskwise.metrics.SpanF1;
import io.maskwise.report.Figures;
import io.maskwise.report.Table;
import io.maskwise.spark.DecodedRow;
import io.maskwise.spark.EvaluationResult;

/** Measurements as tables for people. */
final class EvaluationText {
    private static final int MOST_CLASSES = 50;

    private EvaluationText() {}

    /** By class, where they are not too many to read, by type of span, by length and by bucket; then what was decoded. */
    static String of(EvaluationResult result) {
        boolean readable = !result.ofTargets() && result.labels().size() <= MOST_CLASSES;
        return (readable ? classes(result) + "\n" : "")
                + (result.ofSpans() ? spans(result.measurement().spans()) + "\n" : "")
                + lengths(result)
                + "\n"
                + buckets(result)
                + decoded(result);
    }

    private static String decoded(EvaluationResult result) {
        StringBuilder text = new StringBuilder();
        for (DecodedRow row : result.decoded()) {
            text.append('\n').append(row.id()).append('\n');
            text.append("  source     ").append(row.source()).append('\n');
            text.append("  reference  ").append(row.reference()).append('\n');
            text.append("  decoded    ").append(row.decoded()).append('\n');
        }
        return text.toString();
    }

    private static String classes(EvaluationResult result) {
        ClassificationMetrics overall = result.overall();
        Table table = Table.of("label", "precision", "recall", "f1", "support");
        for (int id = 0; id < result.labels().size(); id++) {
            ClassScores scores = overall.perClass(id);
            table.row(row(result.labels().label(id), scores));
        }
        return table.render();
    }

    private static String spans(SpanF1 spans) {
        Table table = Table.of("spans of", "precision", "recall", "f1", "support");
        spans.perType().forEach((type, scores) -> table.row(row(type, scores)));
        return table.row(row("all", spans.micro())).render();
    }

    private static Object[] row(String name, ClassScores scores) {
        return new Object[] {
            name,
            Figures.decimal(scores.precision(), 4),
            Figures.decimal(scores.recall(), 4),
            Figures.decimal(scores.f1(), 4),
            scores.support()
        };
    }

    private static String lengths(EvaluationResult result) {
        Table table = Table.of("length", "labels", "loss", "accuracy", "macro F1");
        result.lengthMeasurements()
                .forEach((range, measurement) -> table.row(row(range.toString(), measurement.classes())));
        return table.render();
    }

    private static String buckets(EvaluationResult result) {
        Table table = Table.of("bucket", "labels", "loss", "accuracy", "macro F1");
        result.buckets().forEach((bucket, metrics) -> table.row(row(bucket.toString(), metrics)));
        return table.row(row("all", result.overall())).render();
    }

    private static Object[] row(String name, ClassificationMetrics metrics) {
        return new Object[] {
            name,
            metrics.tokens(),
            Figures.decimal(metrics.loss(), 4),
            Figures.decimal(metrics.accuracy(), 4),
            Figures.decimal(metrics.macroF1(), 4)
        };
    }
}
