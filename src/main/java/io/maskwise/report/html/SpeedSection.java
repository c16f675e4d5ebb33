package io.maskwise.report.html;

import io.maskwise.report.html.HtmlTable.Rounded;
import io.maskwise.report.html.HtmlTable.Share;
import io.maskwise.report.html.Series.Point;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/** How fast the rounds were, and how much of them the workers did not work. */
final class SpeedSection {
    private static final int SLOWEST = 5;

    private final List<Round> rounds;

    private SpeedSection(List<Round> rounds) {
        this.rounds = rounds;
    }

    static Optional<Html> of(ReportFiles files) {
        List<Round> rounds = files.rounds();
        return rounds.isEmpty() ? Optional.empty() : Optional.of(new SpeedSection(rounds).toHtml());
    }

    private Html toHtml() {
        return new Html()
                .begin("div", "class", "charts")
                .add(chart("Real tokens per second", "tokens / s", Round::tokensPerSecond))
                .add(chart(
                        "Share of a round outside the busiest task",
                        "% of the round",
                        round -> 100 * round.shareOutsideWorkers()))
                .end()
                .add(epochs())
                .begin("details")
                .element("summary", "Slowest rounds")
                .add(slowest())
                .end();
    }

    private Html chart(String title, String up, ToDoubleFunction<Round> measure) {
        List<Point> points = rounds.stream()
                .map(round -> new Point(round.number(), measure.applyAsDouble(round)))
                .toList();
        long last = rounds.get(rounds.size() - 1).number();
        return new LineChart(title, "round", up, last, List.of(new Series("each round", "a", points))).toHtml();
    }

    private Html epochs() {
        HtmlTable table = HtmlTable.of(
                "Speed by epoch",
                List.of("epoch", "rounds", "real tokens", "seconds", "real tokens / s", "outside workers"));
        for (EpochSums epoch : EpochSums.of(rounds)) {
            table.row(
                    epoch.epoch(),
                    epoch.rounds(),
                    epoch.realTokens(),
                    new Rounded(epoch.seconds(), 2),
                    Math.round(epoch.tokensPerSecond()),
                    new Share(epoch.shareOutsideWorkers()));
        }
        return table.toHtml();
    }

    private Html slowest() {
        HtmlTable table = HtmlTable.of(
                "Rounds that took longest", List.of("round", "epoch", "seconds", "real tokens", "outside workers"));
        rounds.stream()
                .sorted(Comparator.comparingDouble(Round::seconds).reversed())
                .limit(SLOWEST)
                .forEach(round -> table.row(
                        round.number(),
                        round.epoch(),
                        new Rounded(round.seconds(), 3),
                        round.realTokens(),
                        new Share(round.shareOutsideWorkers())));
        return table.toHtml();
    }
}
