package io.maskwise.report.html;

import io.maskwise.text.Tsv;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What a model wrote for some rows, beside what it should have written. */
final class DecodedSection {
    private static final List<String> HEADINGS = List.of("row", "source", "reference", "decoded");
    private static final int MOST_ROWS = 50;

    private DecodedSection() {}

    static Optional<Html> of(ReportFiles files) {
        return files.text(ReportFiles.DECODED).map(DecodedSection::toHtml);
    }

    private static Html toHtml(String tsv) {
        HtmlTable table = HtmlTable.of("Rows decoded greedily", HEADINGS);
        tsv.lines()
                .skip(1)
                .limit(MOST_ROWS)
                .map(line -> line.split("\t", -1))
                .filter(fields -> fields.length == HEADINGS.size())
                .forEach(fields ->
                        table.row(Arrays.stream(fields).map(Tsv::unescape).toArray()));
        return table.toHtml();
    }
}
