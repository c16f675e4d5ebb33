package io.maskwise.report.html;

import com.fasterxml.jackson.databind.JsonNode;
import io.maskwise.report.Figures;
import java.util.List;
import java.util.Optional;

/** Where everything on the page comes from: configuration, inputs, versions and machine. */
final class ProvenanceSection {
    private static final int MOST_INPUTS = 50;

    private final ReportFiles files;

    private ProvenanceSection(ReportFiles files) {
        this.files = files;
    }

    static Optional<Html> of(ReportFiles files) {
        return files.json(ReportFiles.PROVENANCE).map(provenance -> new ProvenanceSection(files).toHtml(provenance));
    }

    private Html toHtml(JsonNode provenance) {
        Html section = identities(provenance)
                .add(pairs("Versions", provenance.path("versions")))
                .add(pairs("Machine of the driver", provenance.path("machine")));
        files.json(ReportFiles.DATASET).ifPresent(dataset -> section.add(inputs(dataset.path("inputs"))));
        section.begin("details")
                .element("summary", "All that decides the result")
                .add(pairs("Configuration, by key", provenance.path("configuration")))
                .end();
        files.text(ReportFiles.CONFIGURATION)
                .ifPresent(text -> section.begin("details")
                        .element("summary", ReportFiles.CONFIGURATION)
                        .begin("pre", "class", "wrapped")
                        .lines(text)
                        .end()
                        .end());
        return section;
    }

    private Html identities(JsonNode provenance) {
        HtmlTable table = HtmlTable.of("What this is", List.of("what", "value"));
        table.row("run", provenance.path("runId").asText());
        table.row("begun", provenance.path("startedAt").asText());
        table.row("seed", provenance.path("seed").asText());
        table.row("logical workers", provenance.path("workers").asText());
        files.json(ReportFiles.SUMMARY)
                .ifPresent(training -> table.row(
                        "SHA-256 of the parameters",
                        training.path("parametersDigest").asText()));
        table.row(
                "SHA-256 of the dataset",
                provenance.path("configuration").path("dataset.sha256").asText());
        files.json(ReportFiles.EVALUATION)
                .map(measured -> measured.path("identity"))
                .ifPresent(measured -> {
                    table.row(
                            "parameters measured",
                            measured.path("parametersDigest").asText());
                    table.row("dataset measured", measured.path("datasetSha256").asText());
                });
        return table.toHtml();
    }

    private static Html pairs(String caption, JsonNode object) {
        HtmlTable table = HtmlTable.of(caption, List.of("what", "value"));
        object.fields()
                .forEachRemaining(
                        field -> table.row(field.getKey(), field.getValue().asText()));
        return table.toHtml();
    }

    private static Html inputs(JsonNode inputs) {
        String caption = inputs.size() > MOST_INPUTS
                ? "The first " + MOST_INPUTS + " of " + Figures.count(inputs.size()) + " input files"
                : "Input files";
        HtmlTable table = HtmlTable.of(caption, List.of("file", "split", "bytes", "records", "SHA-256"));
        for (int i = 0; i < Math.min(MOST_INPUTS, inputs.size()); i++) {
            JsonNode input = inputs.get(i);
            table.row(
                    input.path("name").asText(),
                    input.path("split").asText(),
                    input.path("bytes").asLong(),
                    input.path("records").asLong(),
                    input.path("sha256").asText());
        }
        return table.toHtml();
    }
}
