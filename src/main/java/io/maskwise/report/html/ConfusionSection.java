package io.maskwise.report.html;

import io.maskwise.report.Figures;
import io.maskwise.report.html.HtmlTable.Share;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Which class was taken for which: all counts as a heat map, or, of many classes, those confused most. */
final class ConfusionSection {
    private static final int MOST_CLASSES = 24;
    private static final int MOST_PAIRS = 20;

    private final Confusions confusions;

    private ConfusionSection(Confusions confusions) {
        this.confusions = confusions;
    }

    static Optional<Html> of(ReportFiles files) {
        return files.text(ReportFiles.CONFUSION)
                .map(Confusions::parse)
                .map(confusions -> new ConfusionSection(confusions).toHtml());
    }

    private Html toHtml() {
        int classes = confusions.labels().size();
        return classes <= MOST_CLASSES
                ? matrix().add(pairs(MOST_PAIRS / 4))
                : new Html()
                        .element(
                                "p",
                                "The matrix of " + Figures.count(classes)
                                        + " classes is too large to be shown; here is what is confused most.")
                        .add(pairs(MOST_PAIRS));
    }

    private Html matrix() {
        Html head = new Html().begin("tr").element("th", "true \\ predicted", "scope", "col");
        for (String label : confusions.labels()) {
            head.begin("th", "scope", "col").element("span", label).end();
        }
        Html matrix = HtmlTable.scrolling("Confusion matrix")
                .begin("table", "class", "heat")
                .add(HtmlTable.caption(
                        "Counts: a row for each true class, a column for each predicted one; the stronger the"
                                + " colour, the larger the share of the row"))
                .begin("thead")
                .add(head.end())
                .end()
                .begin("tbody");
        for (int label = 0; label < confusions.labels().size(); label++) {
            matrix.add(row(label));
        }
        return matrix.end().end().end();
    }

    private Html row(int label) {
        List<String> labels = confusions.labels();
        Html row = new Html().begin("tr").element("th", labels.get(label), "scope", "row");
        for (int prediction = 0; prediction < labels.size(); prediction++) {
            double share = confusions.share(label, prediction);
            String described = labels.get(label) + " predicted as " + labels.get(prediction) + ": "
                    + Figures.percentage(share) + " of " + Figures.count(confusions.labelled(label));
            row.element(
                    "td",
                    Figures.count(confusions.counts().get(label)[prediction]),
                    "class",
                    share == 0 ? "none" : label == prediction ? "right" : "wrong",
                    "style",
                    String.format(Locale.ROOT, "--share:%.3f", share),
                    "title",
                    described);
        }
        return row.end();
    }

    private Html pairs(int most) {
        List<Confusions.Pair> pairs = confusions.mostConfused(most);
        if (pairs.isEmpty()) {
            return new Html().element("p", "Nothing is confused.");
        }
        HtmlTable table =
                HtmlTable.of("Confused most often", List.of("true", "predicted", "count", "of the true class"));
        pairs.forEach(pair -> table.row(pair.label(), pair.prediction(), pair.count(), new Share(pair.share())));
        return table.toHtml();
    }
}
