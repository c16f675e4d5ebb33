package io.maskwise.report.html;

import io.maskwise.report.ModelSummary;
import io.maskwise.report.ModelSvg;
import java.util.Optional;

/** The layers of a network, and what each does with the mask. */
final class ModelSection {
    private ModelSection() {}

    static Optional<Html> of(ReportFiles files) {
        return files.model().map(ModelSection::toHtml);
    }

    private static Html toHtml(ReportFiles.Model model) {
        return HtmlTable.scrolling("Drawing of the model")
                .raw(ModelSvg.render(model.spec()))
                .end()
                .begin("details")
                .element("summary", "As a table")
                .add(HtmlTable.scrolling("Layers of the model")
                        .begin("pre")
                        .lines(ModelSummary.render(model.spec(), model.precision()))
                        .end()
                        .end())
                .end();
    }
}
