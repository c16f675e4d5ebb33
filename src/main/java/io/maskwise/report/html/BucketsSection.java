package io.maskwise.report.html;

import com.fasterxml.jackson.databind.JsonNode;
import io.maskwise.report.Figures;
import io.maskwise.report.html.ColumnChart.Column;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The measurements of the rows of each bucket, which are of like lengths. */
final class BucketsSection {
    private static final String BUCKET = "bucket";

    private BucketsSection() {}

    static Optional<Html> of(ReportFiles files) {
        return files.json(ReportFiles.EVALUATION)
                .map(measured -> measured.path("buckets"))
                .filter(buckets -> buckets.size() > 0)
                .map(BucketsSection::toHtml);
    }

    private static Html toHtml(JsonNode buckets) {
        List<Column> columns = new ArrayList<>();
        buckets.forEach(bucket -> columns.add(column(bucket)));
        List<String> names = List.copyOf(NumberColumns.of(buckets));
        HtmlTable table = HtmlTable.of(
                "Measurements by bucket", names.stream().map(Words::of).toList());
        buckets.forEach(bucket -> table.row(NumberColumns.row(bucket, names)));
        return new Html()
                .begin("div", "class", "charts")
                .add(new ColumnChart("Accuracy by bucket", "rows padded to", "accuracy", columns).toHtml())
                .end()
                .add(table.toHtml());
    }

    private static Column column(JsonNode bucket) {
        double accuracy = bucket.path("accuracy").asDouble();
        String bound = bucket.path(BUCKET).asText();
        return new Column(bound, "padded to " + bound + ": " + Figures.decimal(accuracy, 4), accuracy);
    }
}
