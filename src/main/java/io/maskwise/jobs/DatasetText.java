package io.maskwise.jobs;

import io.maskwise.report.Figures;
import io.maskwise.report.LengthChart;
import io.maskwise.report.PaddingTable;
import io.maskwise.report.Table;
import io.maskwise.sequence.PaddingSurvey;
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
import java.util.function.Function;

/** A dataset's description for people: accounts, lengths, buckets, tokens and labels. */
public final class DatasetText {
    private static final int CHART_LINES = 16;
    private static final int LABELS = 40;
    private static final int EMPTY_FILES = 5;

    private final DatasetDescription description;
    private final DatasetMetadata dataset;

    private DatasetText(DatasetDescription description) {
        this.description = description;
        this.dataset = description.metadata();
    }

    static String render(DatasetDescription description, PaddingSurvey survey) {
        DatasetText text = new DatasetText(description);
        return String.join("\n", shape(description.metadata(), survey), text.tokens(), text.output());
    }

    /** Its account, its lengths, its buckets, and how other ways of padding compare. */
    static String shape(DatasetMetadata dataset, PaddingSurvey survey) {
        return String.join("\n", account(dataset), lengths(dataset), buckets(dataset), PaddingTable.render(survey));
    }

    /** Where every row went, split by split. */
    public static String account(DatasetMetadata dataset) {
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
        return table.render() + "\n" + rejected(dataset) + dropped(dataset) + windows(dataset) + emptyFiles(dataset);
    }

    private static String rejected(DatasetMetadata dataset) {
        return dataset.total(SplitCounts::rowsRejected) == 0
                ? "No row was rejected.\n"
                : reasons("rejected because", dataset, SplitCounts::rejected);
    }

    private static String dropped(DatasetMetadata dataset) {
        return dataset.total(SplitCounts::rowsDropped) == 0
                ? ""
                : "\n" + reasons("dropped because", dataset, SplitCounts::dropped);
    }

    private static String reasons(
            String title, DatasetMetadata dataset, Function<SplitCounts, Map<String, Long>> rowsOfReason) {
        Table table = Table.of("split", title, "rows");
        dataset.splits()
                .forEach((split, counts) ->
                        rowsOfReason.apply(counts).forEach((reason, rows) -> table.row(split, reason, rows)));
        return table.render();
    }

    /** What a reader needs to add up the account where more was written than was read. */
    private static String windows(DatasetMetadata dataset) {
        if (dataset.total(SplitCounts::extraWindows) == 0) {
            return "";
        }
        Table table = Table.of("split", "windows beyond the first of a row");
        dataset.splits().forEach((split, counts) -> table.row(split, counts.extraWindows()));
        return "\n" + table.render();
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

    private static String lengths(DatasetMetadata dataset) {
        TreeMap<Integer, Long> lengths = new TreeMap<>();
        dataset.splits()
                .values()
                .forEach(counts -> counts.lengths().forEach((length, rows) -> lengths.merge(length, rows, Long::sum)));
        return LengthChart.draw(lengths, CHART_LINES);
    }

    private static String buckets(DatasetMetadata dataset) {
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
