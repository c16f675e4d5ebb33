package io.maskwise.report.html;

import com.fasterxml.jackson.databind.JsonNode;
import io.maskwise.report.Figures;
import io.maskwise.report.html.HtmlTable.Share;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Precision, recall and F1 of each class; of many classes, of those that have the most labels. */
final class ClassesSection {
    private static final int MOST_CLASSES = 60;

    private ClassesSection() {}

    static Optional<Html> of(ReportFiles files) {
        return files.json(ReportFiles.EVALUATION)
                .map(measured -> measured.path("classes"))
                .filter(classes -> classes.size() > 0)
                .map(ClassesSection::toHtml);
    }

    private static Html toHtml(JsonNode all) {
        List<JsonNode> classes = new ArrayList<>();
        all.forEach(classes::add);
        Html section = new Html();
        if (classes.size() > MOST_CLASSES) {
            section.element(
                    "p",
                    "Of " + Figures.count(classes.size()) + " classes, the " + MOST_CLASSES
                            + " that have the most labels.");
            classes.sort(Comparator.comparingLong(ClassesSection::support).reversed());
            classes = classes.subList(0, MOST_CLASSES);
        }
        return section.add(table(classes));
    }

    private static Html table(List<JsonNode> classes) {
        HtmlTable table = HtmlTable.of(
                "Classes, with their labels counted", List.of("class", "precision", "recall", "F1", "labels"));
        for (JsonNode one : classes) {
            table.row(
                    one.path("label").asText(),
                    new Share(one.path("precision").asDouble()),
                    new Share(one.path("recall").asDouble()),
                    new Share(one.path("f1").asDouble()),
                    support(one));
        }
        return table.toHtml();
    }

    private static long support(JsonNode one) {
        return one.path("support").asLong();
    }
}
