package io.maskwise.report.html;

import com.fasterxml.jackson.databind.JsonNode;
import io.maskwise.report.Figures;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The figures that people ask for first, as far as there are any. */
final class SummarySection {
    private final Map<String, String> figures = new LinkedHashMap<>();

    private SummarySection() {}

    static Optional<Html> of(ReportFiles files) {
        SummarySection summary = new SummarySection();
        files.json(ReportFiles.EVALUATION).ifPresent(summary::evaluation);
        files.json(ReportFiles.SUMMARY).ifPresent(summary::training);
        files.json(ReportFiles.DATASET).ifPresent(summary::dataset);
        return summary.figures.isEmpty() ? Optional.empty() : Optional.of(summary.toHtml());
    }

    private void evaluation(JsonNode measured) {
        figures.put("measured on", measured.path("split").asText());
        for (String name : NumberColumns.of(List.of(measured))) {
            figures.put(Words.of(name), HtmlTable.text(NumberColumns.value(measured.path(name))));
        }
    }

    private void training(JsonNode training) {
        double seconds = training.path("trainSeconds").asDouble();
        long tokens = training.path("realTokens").asLong();
        figures.put("epochs", Figures.count(training.path("epochs").asLong()));
        figures.put("rounds", Figures.count(training.path("rounds").asLong()));
        JsonNode losses = training.path("lossPerEpoch");
        if (losses.size() > 0) {
            figures.put(
                    "last epoch's loss",
                    Figures.decimal(losses.get(losses.size() - 1).asDouble(), 4));
        }
        JsonNode validation = training.path("validation");
        if (validation.path("measurements").asInt() > 0) {
            figures.put(
                    "best validation loss",
                    Figures.decimal(validation.path("bestLoss").asDouble(), 4));
            figures.put(
                    "best validation accuracy",
                    Figures.decimal(validation.path("bestAccuracy").asDouble(), 4));
            figures.put("best round", Figures.count(validation.path("bestRound").asLong()));
        }
        figures.put("training time", Figures.duration(Duration.ofMillis(Math.round(1000 * seconds))));
        if (seconds > 0) {
            figures.put("real tokens / s", Figures.decimal(tokens / seconds, 0));
        }
        figures.put("parameters", Figures.count(training.path("parameterCount").asLong()));
    }

    private void dataset(JsonNode dataset) {
        figures.put(
                "padding efficiency",
                Figures.percentage(dataset.path("paddingEfficiency").asDouble()));
        figures.put(
                "unknown tokens", Figures.percentage(dataset.path("unknownRate").asDouble()));
    }

    private Html toHtml() {
        Html list = new Html().begin("dl", "class", "figures");
        figures.forEach((name, value) ->
                list.begin("div").element("dt", name).element("dd", value).end());
        return list.end();
    }
}
