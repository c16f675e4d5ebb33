package io.maskwise.report.html;

import java.util.List;

/**
 * A column for each of several things in a row.
 *
 * @param title what it shows
 * @param across what the things are
 * @param up what the columns measure
 * @param columns from left to right, one at least
 */
record ColumnChart(String title, String across, String up, List<Column> columns) {
    private static final int TICKS = 6;
    private static final int MOST_LABELS = 10;

    /**
     * One column.
     *
     * @param label what stands below it
     * @param described what it says, in full
     * @param height how high it is, >= 0
     */
    record Column(String label, String described, double height) {}

    Html toHtml() {
        double highest = columns.stream().mapToDouble(Column::height).max().orElse(0);
        Plot plot = new Plot(Axis.between(0, columns.size(), columns.size()), Axis.upTo(highest, TICKS), title);
        plot.verticalAxis(up);
        int every = (columns.size() + MOST_LABELS - 1) / MOST_LABELS;
        for (int i = 0; i < columns.size(); i++) {
            draw(columns.get(i), i, plot);
            if (i % every == 0) {
                plot.tick(i + 0.5, columns.get(i).label());
            }
        }
        plot.horizontalTitle(across);
        return new Html()
                .begin("figure")
                .element("figcaption", title)
                .add(plot.svg().end())
                .end();
    }

    private static void draw(Column column, int place, Plot plot) {
        double left = plot.right(place + 0.1);
        double top = plot.down(column.height());
        plot.svg()
                .begin(
                        "rect",
                        "class",
                        "column",
                        "x",
                        Plot.number(left),
                        "y",
                        Plot.number(top),
                        "width",
                        Plot.number(plot.right(place + 0.9) - left),
                        "height",
                        Plot.number(plot.down(0) - top))
                .element("title", column.described())
                .end();
    }
}
