package io.maskwise.report.html;

import io.maskwise.report.VisibleText;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/** Markup under construction, of HTML or of SVG within it; whatever is put into it is escaped. */
final class Html {
    private final StringBuilder out = new StringBuilder();
    private final Deque<String> open = new ArrayDeque<>();

    /** Begins an element; attributes are names and values in turn. */
    Html begin(String element, String... attributes) {
        tag(element, attributes);
        out.append('>');
        open.push(element);
        return this;
    }

    /** Ends the element that was begun last. */
    Html end() {
        out.append("</").append(open.pop()).append('>');
        return open.isEmpty() ? line() : this;
    }

    /** An element without content. */
    Html leaf(String element, String... attributes) {
        tag(element, attributes);
        out.append("/>");
        return this;
    }

    /** An element that holds a text. */
    Html element(String element, String text, String... attributes) {
        return begin(element, attributes).text(text).end();
    }

    private void tag(String element, String... attributes) {
        out.append('<').append(element);
        for (int i = 0; i < attributes.length; i += 2) {
            out.append(' ').append(attributes[i]).append("=\"");
            out.append(escaped(attributes[i + 1])).append('"');
        }
    }

    Html text(String text) {
        out.append(escaped(text));
        return this;
    }

    /** Text of several lines, whose line ends stay. */
    Html lines(String text) {
        text.lines().forEach(line -> out.append(escaped(line)).append('\n'));
        return this;
    }

    /** Takes over markup that was made elsewhere. */
    Html add(Html markup) {
        return raw(markup.toString());
    }

    Html add(Optional<Html> markup) {
        markup.ifPresent(this::add);
        return this;
    }

    /** Markup as it is. */
    Html raw(String markup) {
        out.append(markup);
        return this;
    }

    /** A line end between elements, for those who read the source. */
    Html line() {
        out.append('\n');
        return this;
    }

    private static String escaped(String text) {
        return VisibleText.of(text)
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    @Override
    public String toString() {
        return out.toString();
    }
}
