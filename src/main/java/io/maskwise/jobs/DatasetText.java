package io.maskwise.jobs;

import io.maskwise.report.Figures;
import io.maskwise.report.LengthChart;
import io.maskwise.report.Table;
import io.maskwise.spark.BucketCounts;
import io.maskwise.spark.DatasetDescription;
import io.maskwise.spark.DatasetDescription.TokenCount;
import io.maskwise.spark.DatasetMetadata;
import io.maskwise.spark.InputFile;
import io.maskwise.spark.SplitCounts;
import io.maskwise.text.Labelling;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A dataset's description for people: accounts, lengths, buckets, tokens and labels. */
final class DatasetText {
    private static final int CHART_LINES = 16;
    private static final int LABELS = 40;
    private static final int EMPTY_FILES = 5;

    private final DatasetDescription description;
    private final DatasetMetadata dataset;

    private DatasetText(DatasetDescription description) {
        this.description = description;
        this.dataset = description.metadata();
    }

    static String render(DatasetDescription description) {
        DatasetText text = new DatasetText(description);
        return String.join(
                "\n", account(description.metadata()), text.lengths(), text.buckets(), text.tokens(), text.output());
    }

    /** Where every row went, split by split. */
    static String account(DatasetMetadata dataset) {
        Table table = Table.of("split", "read", "written", "rejected", "dropped", "truncated", "tokens", "unknown");
        dataset.splits()
                .forEach((split, counts) -> table.row(
                        split,
                        counts.rowsRead(),
                        counts.rowsWritten(),
                        counts.rowsRejected(),
                        counts.rowsDropped(),
                        counts.rowsTruncated(),
                        counts.realTokens(),
                        Figures.percentage(counts.unknownRate())));
        return table.render() + "\n" + reasons(dataset) + emptyFiles(dataset);
    }

    private static String reasons(DatasetMetadata dataset) {
        Table table = Table.of("split", "rejected because", "rows");
        dataset.splits()
                .forEach(
                        (split, counts) -> counts.rejected().forEach((reason, rows) -> table.row(split, reason, rows)));
        return dataset.total(SplitCounts::rowsRejected) == 0 ? "No row was rejected.\n" : table.render();
    }

    /** Files that a pattern matched and that hold no row, which only they account for. */
    private static String emptyFiles(DatasetMetadata dataset) {
        List<String> names = dataset.inputs().stream()
                .filter(input -> input.records() == 0)
                .map(InputFile::name)
                .toList();
        if (names.isEmpty()) {
            return "";
        }
        String named = String.join(", ", names.subList(0, Math.min(names.size(), EMPTY_FILES)));
        return "Without any row are " + Figures.count(names.size()) + " of "
                + Figures.count(dataset.inputs().size()) + " files: " + named
                + (names.size() > EMPTY_FILES ? ", …" : "") + "\n";
    }

    private String lengths() {
        TreeMap<Integer, Long> lengths = new TreeMap<>();
        dataset.splits()
                .values()
                .forEach(counts -> counts.lengths().forEach((length, rows) -> lengths.merge(length, rows, Long::sum)));
        return LengthChart.draw(lengths, CHART_LINES);
    }

    private String buckets() {
        Table table = Table.of("split", "bucket", "rows", "tokens", "cells", "efficiency");
        for (Map.Entry<String, SplitCounts> split : dataset.splits().entrySet()) {
            for (BucketCounts bucket : split.getValue().buckets()) {
                table.row(
                        split.getKey(),
                        bucket.bound(),
                        bucket.rows(),
                        bucket.realTokens(),
                        bucket.cells(),
                        Figures.percentage((double) bucket.realTokens() / bucket.cells()));
            }
        }
        table.row(
                "all",
                "",
                dataset.total(SplitCounts::rowsWritten),
                dataset.realTokens(),
                dataset.cells(),
                Figures.percentage(dataset.paddingEfficiency()));
        return table.render();
    }

    private String tokens() {
        return vocabulary("Vocabulary", dataset.vocabulary().size(), description.frequent());
    }

    private static String vocabulary(String name, int size, List<TokenCount> frequent) {
        Table table = Table.of("id", "token", "count");
        frequent.forEach(token -> table.row(token.id(), token.token(), token.count()));
        return name + " of " + Figures.count(size) + " ids, of which the most frequent:\n" + table.render();
    }

    private String output() {
        return dataset.labelling() == Labelling.TARGET_SEQUENCE
                ? vocabulary("Target vocabulary", dataset.labels().size(), description.frequentTargets())
                : labels();
    }

    private String labels() {
        int size = description.labels().size();
        if (size == 0) {
            return "No labels.\n";
        }
        String named = String.join(" ", description.labels().subList(0, Math.min(size, LABELS)));
        return Figures.count(size) + " labels: " + named + (size > LABELS ? " …" : "") + "\n";
    }
}
