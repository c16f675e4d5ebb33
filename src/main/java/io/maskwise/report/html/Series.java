package io.maskwise.report.html;

import java.util.ArrayList;
import java.util.List;

/**
 * A curve of a chart.
 *
 * @param name what the legend calls it
 * @param style the class that gives it its colour: a, b or c
 * @param points from left to right; what is not finite is left out
 */
record Series(String name, String style, List<Point> points) {
    /** A number at a place. */
    record Point(double x, double y) {}

    private static final int MOST_POINTS = 400;

    Series {
        points = points.stream().filter(point -> Double.isFinite(point.y())).toList();
    }

    /** The same with no more points than can be told apart: each is then the mean of as many in a row. */
    Series thinned() {
        int together = (points.size() + MOST_POINTS - 1) / MOST_POINTS;
        if (together <= 1) {
            return this;
        }
        List<Point> means = new ArrayList<>();
        for (int start = 0; start < points.size(); start += together) {
            List<Point> run = points.subList(start, Math.min(start + together, points.size()));
            means.add(new Point(
                    run.stream().mapToDouble(Point::x).average().orElse(0),
                    run.stream().mapToDouble(Point::y).average().orElse(0)));
        }
        return new Series(name + " (means of " + together + ")", style, means);
    }

    double highest() {
        return points.stream().mapToDouble(Point::y).max().orElse(0);
    }
}
