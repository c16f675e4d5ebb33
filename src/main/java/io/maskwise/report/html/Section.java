package io.maskwise.report.html;

import java.util.Optional;
import java.util.function.Function;

/**
 * A part of the page.
 *
 * @param id its anchor
 * @param title its heading
 * @param source what it is drawn from, and what writes that, for where it is missing
 * @param content what it shows, if what it is drawn from is there
 */
record Section(String id, String title, String source, Function<ReportFiles, Optional<Html>> content) {
    Html toHtml(ReportFiles files) {
        Html section =
                new Html().begin("section", "id", id).element("h2", title).line();
        Optional<Html> found = content.apply(files);
        if (found.isEmpty()) {
            section.element("p", "Left out: there is no " + source + ".", "class", "missing");
        }
        return section.add(found).end();
    }
}
