package io.maskwise.report.html;

import io.maskwise.report.Figures;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Curves over one axis of rounds.
 *
 * @param title what it shows
 * @param across what the horizontal axis counts
 * @param up what the vertical axis measures
 * @param last the last number of the horizontal axis, >= 1
 * @param series the curves, one at least
 */
record LineChart(String title, String across, String up, long last, List<Series> series) {
    private static final int TICKS = 6;
    private static final int MOST_MARKS = 60;

    LineChart {
        series = series.stream().map(Series::thinned).toList();
    }

    Html toHtml() {
        double highest = series.stream().mapToDouble(Series::highest).max().orElse(0);
        Plot plot = new Plot(Axis.between(0, last, TICKS), Axis.upTo(highest, TICKS), described());
        plot.verticalAxis(up).horizontalAxis(across);
        series.forEach(curve -> draw(curve, plot));
        return new Html()
                .begin("figure")
                .element("figcaption", title)
                .add(legend())
                .add(plot.svg().end())
                .end();
    }

    private String described() {
        return title + ", from 0 to " + across + " " + Figures.count(last) + ": "
                + series.stream().map(LineChart::described).collect(Collectors.joining("; "));
    }

    private static String described(Series curve) {
        if (curve.points().isEmpty()) {
            return curve.name() + " without a point";
        }
        return curve.name() + " from " + Figures.decimal(curve.points().get(0).y(), 4) + " to "
                + Figures.decimal(curve.points().get(curve.points().size() - 1).y(), 4);
    }

    /** One curve needs no legend. */
    private Html legend() {
        Html legend = new Html();
        if (series.size() > 1) {
            legend.begin("ul", "class", "legend");
            for (Series curve : series) {
                legend.begin("li")
                        .element("span", "", "class", "swatch " + curve.style())
                        .text(curve.name())
                        .end();
            }
            legend.end();
        }
        return legend;
    }

    private static void draw(Series curve, Plot plot) {
        StringBuilder path = new StringBuilder();
        for (Series.Point point : curve.points()) {
            path.append(path.isEmpty() ? "M" : "L")
                    .append(Plot.number(plot.right(point.x())))
                    .append(' ')
                    .append(Plot.number(plot.down(point.y())));
        }
        plot.svg().leaf("path", "class", "curve " + curve.style(), "d", path.toString());
        if (curve.points().size() <= MOST_MARKS) {
            curve.points().forEach(point -> mark(curve, point, plot));
        }
    }

    private static void mark(Series curve, Series.Point point, Plot plot) {
        plot.svg()
                .begin(
                        "circle",
                        "class",
                        "mark " + curve.style(),
                        "r",
                        "3",
                        "cx",
                        Plot.number(plot.right(point.x())),
                        "cy",
                        Plot.number(plot.down(point.y())))
                .element("title", curve.name() + ", " + Plot.number(point.x()) + ": " + Figures.decimal(point.y(), 4))
                .end();
    }
}
