package io.maskwise.report.html;

import io.maskwise.report.Figures;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** A table with a caption; it scrolls by itself where it is wider than the page. */
final class HtmlTable {
    /**
     * A share of a whole, drawn as a bar behind its percentage.
     *
     * @param value 0 to 1
     */
    record Share(double value) {}

    /**
     * A number with so many digits after the point.
     *
     * @param value the number
     * @param digits how many
     */
    record Rounded(double value, int digits) {}

    private final String caption;
    private final List<String> headings;
    private final Html rows = new Html();
    private final Set<Integer> numeric = new HashSet<>();

    private HtmlTable(String caption, List<String> headings) {
        this.caption = caption;
        this.headings = headings;
    }

    static HtmlTable of(String caption, List<String> headings) {
        return new HtmlTable(caption, headings);
    }

    /**
     * Adds a row, of which the first cell names it.
     *
     * <p>Whole numbers are grouped, others have four digits, and both stand to the right.
     *
     * @throws IllegalArgumentException if there are more or fewer cells than headings
     */
    HtmlTable row(Object... cells) {
        if (cells.length != headings.size()) {
            throw new IllegalArgumentException(
                    "Invalid row: " + cells.length + " cells (must be " + headings.size() + ", as the headings)");
        }
        Html row = new Html().begin("tr").element("th", text(cells[0]), "scope", "row");
        for (int i = 1; i < cells.length; i++) {
            if (!(cells[i] instanceof String)) {
                numeric.add(i);
            }
            if (cells[i] instanceof Share share) {
                row.element("td", Figures.percentage(share.value()), "class", "bar", "style", width(share));
            } else if (cells[i] instanceof String text) {
                row.element("td", text);
            } else {
                row.element("td", text(cells[i]), "class", "number");
            }
        }
        rows.add(row.end());
        return this;
    }

    private static String width(Share share) {
        return String.format(Locale.ROOT, "--share:%.3f", Math.min(1, Math.max(0, share.value())));
    }

    static String text(Object cell) {
        if (cell instanceof Integer || cell instanceof Long) {
            return Figures.count(((Number) cell).longValue());
        }
        if (cell instanceof Rounded rounded) {
            return Figures.decimal(rounded.value(), rounded.digits());
        }
        return cell instanceof Number number ? Figures.decimal(number.doubleValue(), 4) : cell.toString();
    }

    Html toHtml() {
        Html head = new Html().begin("tr");
        for (int i = 0; i < headings.size(); i++) {
            head.element("th", headings.get(i), "scope", "col", "class", numeric.contains(i) ? "number" : "words");
        }
        return scrolling(caption)
                .begin("table")
                .add(caption(caption))
                .begin("thead")
                .add(head.end())
                .end()
                .begin("tbody")
                .add(rows)
                .end()
                .end()
                .end();
    }

    /** It stays in view where the table is moved. */
    static Html caption(String text) {
        return new Html().begin("caption").element("span", text).end();
    }

    /** What is wider than the page gets a bar to move it with, by keys too. */
    static Html scrolling(String name) {
        return new Html().begin("div", "class", "scroll", "role", "region", "tabindex", "0", "aria-label", name);
    }
}
