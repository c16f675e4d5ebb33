package io.maskwise.report.html;

import com.fasterxml.jackson.databind.JsonNode;
import io.maskwise.report.Figures;
import io.maskwise.report.LengthRanges;
import io.maskwise.report.html.ColumnChart.Column;
import io.maskwise.report.html.HtmlTable.Share;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** How long the rows of a dataset are, which buckets they are in, and how much padding that saves. */
final class PaddingSection {
    private static final int MOST_RANGES = 40;

    private final JsonNode dataset;
    private final SortedMap<Integer, Long> lengths = new TreeMap<>();
    private final SortedMap<Integer, Bucket> buckets = new TreeMap<>();

    /**
     * The rows of a padded length, of all splits.
     *
     * @param rows how many
     * @param realTokens their tokens, padding not counted
     * @param sides the arrays of tokens in all rows: two a row where rows have target sequences
     */
    private record Bucket(long rows, long realTokens, long sides) {
        Bucket plus(Bucket other) {
            return new Bucket(rows + other.rows, realTokens + other.realTokens, sides + other.sides);
        }

        long cells(int length) {
            return sides * length;
        }

        double efficiency(int length) {
            return cells(length) == 0 ? 1 : (double) realTokens / cells(length);
        }
    }

    private PaddingSection(JsonNode dataset) {
        this.dataset = dataset;
        for (JsonNode split : dataset.path("splits")) {
            split.path("lengths")
                    .fields()
                    .forEachRemaining(field -> lengths.merge(
                            Integer.valueOf(field.getKey()), field.getValue().asLong(), Long::sum));
            for (JsonNode bucket : split.path("buckets")) {
                long rows = bucket.path("rows").asLong();
                long sides = bucket.path("targetTokens").asLong() > 0 ? 2 * rows : rows;
                Bucket found = new Bucket(rows, bucket.path("realTokens").asLong(), sides);
                buckets.merge(bucket.path("bound").asInt(), found, Bucket::plus);
            }
        }
    }

    static Optional<Html> of(ReportFiles files) {
        return files.json(ReportFiles.DATASET).map(dataset -> new PaddingSection(dataset).toHtml());
    }

    private Html toHtml() {
        Html section = new Html();
        if (!lengths.isEmpty() && !buckets.isEmpty()) {
            section.element("p", saved()).add(histogram()).add(table());
        }
        return section.add(splits());
    }

    private Bucket all() {
        return buckets.values().stream().reduce(new Bucket(0, 0, 0), Bucket::plus);
    }

    private long cells() {
        return buckets.entrySet().stream()
                .mapToLong(bucket -> bucket.getValue().cells(bucket.getKey()))
                .sum();
    }

    private String saved() {
        int longest = lengths.lastKey();
        long toLongest = all().cells(longest);
        double efficiency = (double) all().realTokens() / cells();
        return "Of what is stored, " + Figures.percentage(efficiency) + " is real. Padded to the longest row, of "
                + Figures.count(longest) + " steps, it would be "
                + Figures.percentage(all().efficiency(longest)) + ": buckets save "
                + Figures.count(toLongest - cells()) + " of " + Figures.count(toLongest) + " cells.";
    }

    private Html histogram() {
        LengthRanges ranges = LengthRanges.of(lengths, MOST_RANGES);
        List<Column> columns = ranges.rows().entrySet().stream()
                .map(range -> new Column(
                        Integer.toString(range.getKey()),
                        "length " + ranges.name(range.getKey()) + ": " + Figures.count(range.getValue()) + " rows",
                        range.getValue()))
                .toList();
        String across = ranges.width() == 1 ? "length" : "length, in ranges of " + ranges.width();
        return new Html()
                .begin("div", "class", "charts")
                .add(new ColumnChart("Rows by length", across, "rows", columns).toHtml())
                .end();
    }

    private Html table() {
        int longest = lengths.lastKey();
        HtmlTable table = HtmlTable.of(
                "Buckets, all splits together",
                List.of("padded to", "rows", "real tokens", "cells", "efficiency", "if padded to " + longest));
        buckets.forEach((bound, bucket) -> table.row(
                bound,
                bucket.rows(),
                bucket.realTokens(),
                bucket.cells(bound),
                new Share(bucket.efficiency(bound)),
                new Share(bucket.efficiency(longest))));
        Bucket all = all();
        table.row(
                "all",
                all.rows(),
                all.realTokens(),
                cells(),
                new Share((double) all.realTokens() / cells()),
                new Share(all.efficiency(longest)));
        return table.toHtml();
    }

    /** Where every row went (law L7). */
    private Html splits() {
        HtmlTable table = HtmlTable.of(
                "Where every row went",
                List.of("split", "read", "more as windows", "written", "rejected", "dropped", "truncated"));
        dataset.path("splits")
                .fields()
                .forEachRemaining(split -> table.row(
                        split.getKey(),
                        split.getValue().path("rowsRead").asLong(),
                        split.getValue().path("extraWindows").asLong(),
                        split.getValue().path("rowsWritten").asLong(),
                        split.getValue().path("rowsRejected").asLong(),
                        split.getValue().path("rowsDropped").asLong(),
                        split.getValue().path("rowsTruncated").asLong()));
        return table.toHtml();
    }
}
