package io.maskwise.report.html;

import java.util.Locale;

/** The frame of a chart: its axes, with lines across at the ticks of the vertical one, and places on it. */
final class Plot {
    static final double WIDTH = 480;
    static final double HEIGHT = 270;
    private static final double LEFT = 68;
    private static final double RIGHT = 16;
    private static final double TOP = 12;
    private static final double BOTTOM = 46;

    private final Axis x;
    private final Axis y;
    private final Html svg;

    /**
     * Begins a chart.
     *
     * @param described what it shows, for those who cannot see it
     */
    Plot(Axis x, Axis y, String described) {
        this.x = x;
        this.y = y;
        this.svg = new Html()
                .begin(
                        "svg",
                        "class",
                        "chart",
                        "viewBox",
                        "0 0 " + number(WIDTH) + " " + number(HEIGHT),
                        "role",
                        "img",
                        "aria-label",
                        described);
    }

    /** Draws what lies behind: lines at vertical ticks, and what the vertical axis is called. */
    Plot verticalAxis(String title) {
        for (double tick : y.ticks()) {
            line("grid", LEFT, down(tick), WIDTH - RIGHT, down(tick));
            label("end", LEFT - 8, down(tick) + 4, y.label(tick));
        }
        String turned = "rotate(-90 14 " + number((TOP + HEIGHT - BOTTOM) / 2) + ")";
        svg.element(
                "text",
                title,
                "class",
                "title",
                "text-anchor",
                "middle",
                "x",
                "14",
                "y",
                number((TOP + HEIGHT - BOTTOM) / 2),
                "transform",
                turned);
        return this;
    }

    /** Draws the horizontal axis with a tick and a label at each of its numbers. */
    Plot horizontalAxis(String title) {
        for (double tick : x.ticks()) {
            tick(tick, x.label(tick));
        }
        return horizontalTitle(title);
    }

    void tick(double number, String label) {
        line("axis", right(number), HEIGHT - BOTTOM, right(number), HEIGHT - BOTTOM + 4);
        label("middle", right(number), HEIGHT - BOTTOM + 18, label);
    }

    Plot horizontalTitle(String title) {
        line("axis", LEFT, HEIGHT - BOTTOM, WIDTH - RIGHT, HEIGHT - BOTTOM);
        svg.element(
                "text",
                title,
                "class",
                "title",
                "text-anchor",
                "middle",
                "x",
                number((LEFT + WIDTH - RIGHT) / 2),
                "y",
                number(HEIGHT - 8));
        return this;
    }

    private void line(String style, double fromX, double fromY, double toX, double toY) {
        svg.leaf(
                "line", "class", style, "x1", number(fromX), "y1", number(fromY), "x2", number(toX), "y2", number(toY));
    }

    private void label(String anchor, double atX, double atY, String text) {
        svg.element("text", text, "text-anchor", anchor, "x", number(atX), "y", number(atY));
    }

    /** Where a number of the horizontal axis is drawn. */
    double right(double number) {
        return LEFT + (WIDTH - LEFT - RIGHT) * x.place(number);
    }

    /** Where a number of the vertical axis is drawn. */
    double down(double number) {
        return HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * y.place(number);
    }

    /** What is drawn on it. */
    Html svg() {
        return svg;
    }

    /** A length in a drawing, to a tenth. */
    static String number(double value) {
        String text = String.format(Locale.ROOT, "%.1f", value);
        return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
    }
}
