package io.maskwise.report.html;

import com.fasterxml.jackson.databind.JsonNode;
import io.maskwise.report.Figures;
import io.maskwise.report.html.ColumnChart.Column;
import io.maskwise.sequence.LengthRange;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The measurements of the rows of each range of lengths, and of those of each bucket, which are padded alike. */
final class LengthsSection {
    private static final List<String> BOUNDS = List.of("shortest", "longest");

    private final JsonNode lengths;
    private final JsonNode buckets;

    private LengthsSection(JsonNode measured) {
        lengths = measured.path("lengths");
        buckets = measured.path("buckets");
    }

    static Optional<Html> of(ReportFiles files) {
        return files.json(ReportFiles.EVALUATION)
                .map(LengthsSection::new)
                .filter(section -> section.buckets.size() > 0)
                .map(LengthsSection::toHtml);
    }

    private Html toHtml() {
        Html section = new Html().begin("div", "class", "charts");
        // Earlier versions measured no lengths.
        if (lengths.size() > 0) {
            section.add(chart("Accuracy by length", "length of the row", lengthColumns()));
        }
        section.add(chart("Accuracy by bucket", "rows padded to", bucketColumns()))
                .end();
        return section.add(lengths.size() > 0 ? lengthTable() : new Html()).add(bucketTable());
    }

    private static Html chart(String title, String across, List<Column> columns) {
        return new ColumnChart(title, across, "accuracy", columns).toHtml();
    }

    private List<Column> lengthColumns() {
        List<Column> columns = new ArrayList<>();
        lengths.forEach(range -> {
            String name = range(range).toString();
            columns.add(new Column(name, "length " + name + ": " + shownAccuracy(range), accuracy(range)));
        });
        return columns;
    }

    private List<Column> bucketColumns() {
        List<Column> columns = new ArrayList<>();
        buckets.forEach(bucket -> {
            String bound = bucket.path("bucket").asText();
            columns.add(new Column(bound, "padded to " + bound + ": " + shownAccuracy(bucket), accuracy(bucket)));
        });
        return columns;
    }

    private Html lengthTable() {
        List<String> names = new ArrayList<>(NumberColumns.of(lengths));
        names.removeAll(BOUNDS);
        List<String> headings = new ArrayList<>(List.of("length"));
        names.forEach(name -> headings.add(Words.of(name)));
        HtmlTable table = HtmlTable.of("Measurements by length", headings);
        lengths.forEach(range -> {
            List<Object> cells = new ArrayList<>(List.of(range(range).toString()));
            cells.addAll(List.of(NumberColumns.row(range, names)));
            table.row(cells.toArray());
        });
        return table.toHtml();
    }

    private Html bucketTable() {
        List<String> names = List.copyOf(NumberColumns.of(buckets));
        HtmlTable table = HtmlTable.of(
                "Measurements by bucket", names.stream().map(Words::of).toList());
        buckets.forEach(bucket -> table.row(NumberColumns.row(bucket, names)));
        return table.toHtml();
    }

    private static LengthRange range(JsonNode range) {
        return new LengthRange(
                range.path(BOUNDS.get(0)).asInt(), range.path(BOUNDS.get(1)).asInt());
    }

    private static double accuracy(JsonNode measured) {
        return measured.path("accuracy").asDouble();
    }

    private static String shownAccuracy(JsonNode measured) {
        return Figures.decimal(accuracy(measured), 4);
    }
}
