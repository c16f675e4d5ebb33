package io.maskwise.report.html;

import io.maskwise.report.html.Series.Point;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How the loss went: each round, each epoch, and on the validation split. */
final class LossSection {
    private final List<Round> rounds;
    private final List<EpochSums> epochs;
    private final List<Round> validated;

    private LossSection(List<Round> rounds) {
        this.rounds = rounds;
        this.epochs = EpochSums.of(rounds);
        this.validated = rounds.stream()
                .filter(round -> round.validationLoss().isPresent())
                .toList();
    }

    static Optional<Html> of(ReportFiles files) {
        List<Round> rounds = files.rounds();
        return rounds.isEmpty() ? Optional.empty() : Optional.of(new LossSection(rounds).toHtml());
    }

    private Html toHtml() {
        Html charts = new Html().begin("div", "class", "charts").add(losses());
        if (!validated.isEmpty()) {
            charts.add(accuracy());
        }
        return charts.end().add(tables());
    }

    private long last() {
        return rounds.get(rounds.size() - 1).number();
    }

    private Html losses() {
        List<Series> series = new ArrayList<>();
        series.add(new Series(
                "each round",
                "a",
                rounds.stream()
                        .map(round -> new Point(round.number(), round.loss()))
                        .toList()));
        series.add(new Series(
                "each epoch",
                "b",
                epochs.stream()
                        .map(epoch -> new Point(epoch.last(), epoch.loss()))
                        .toList()));
        if (!validated.isEmpty()) {
            series.add(new Series(
                    "validation",
                    "c",
                    validated.stream()
                            .map(round -> new Point(
                                    round.number(), round.validationLoss().orElse(Double.NaN)))
                            .toList()));
        }
        return new LineChart("Mean loss of a label", "round", "loss", last(), series).toHtml();
    }

    private Html accuracy() {
        Series series = new Series(
                "validation",
                "c",
                validated.stream()
                        .map(round -> new Point(
                                round.number(), round.validationAccuracy().orElse(Double.NaN)))
                        .toList());
        return new LineChart("Accuracy on the validation split", "round", "accuracy", last(), List.of(series)).toHtml();
    }

    private Html tables() {
        Html tables = new Html().begin("details").element("summary", "As tables");
        HtmlTable byEpoch = HtmlTable.of("Loss by epoch", List.of("epoch", "rounds", "loss"));
        epochs.forEach(epoch -> byEpoch.row(epoch.epoch(), epoch.rounds(), epoch.loss()));
        tables.add(byEpoch.toHtml());
        if (!validated.isEmpty()) {
            HtmlTable measured = HtmlTable.of("Validation", List.of("round", "loss", "accuracy"));
            validated.forEach(round -> measured.row(
                    round.number(),
                    round.validationLoss().orElse(Double.NaN),
                    round.validationAccuracy().orElse(Double.NaN)));
            tables.add(measured.toHtml());
        }
        return tables.end();
    }
}
