package io.maskwise.report.html;

import io.maskwise.MaskwiseException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/**
 * A run as one page: what was measured, how it was trained, what the data are like, and where all of it comes from.
 *
 * <p>It needs nothing beside it and runs no script, follows its reader's choice of light or dark, and is the same, byte
 * for byte, for the same files.
 */
public final class RunReport {
    /** The file in the run's folder. */
    public static final String FILE = "report.html";

    private static final List<Section> SECTIONS = List.of(
            new Section("summary", "Summary", ReportFiles.SUMMARY + ", which train writes", SummarySection::of),
            new Section(
                    "loss", "Loss", "log of rounds, " + ReportFiles.ROUNDS + ", which train writes", LossSection::of),
            new Section(
                    "speed",
                    "Speed",
                    "log of rounds, " + ReportFiles.ROUNDS + ", which train writes",
                    SpeedSection::of),
            new Section(
                    "lengths",
                    "Lengths and padding",
                    "description of the dataset that it was trained on, " + ReportFiles.DATASET
                            + ", where dataset.path says",
                    PaddingSection::of),
            new Section(
                    "classes",
                    "Classes",
                    "measurement of classes in " + ReportFiles.EVALUATION + ", which evaluate writes",
                    ClassesSection::of),
            new Section(
                    "confusion",
                    "Confusion matrix",
                    ReportFiles.CONFUSION + ", which evaluate writes for labels",
                    ConfusionSection::of),
            new Section(
                    "buckets",
                    "By length",
                    "measurement in " + ReportFiles.EVALUATION + ", which evaluate writes",
                    LengthsSection::of),
            new Section(
                    "partitions",
                    "Slowest and worst partitions",
                    "measurement in " + ReportFiles.EVALUATION + ", which evaluate writes",
                    PartitionsSection::of),
            new Section(
                    "decoded",
                    "Decoded",
                    ReportFiles.DECODED + ", which evaluate writes for target sequences",
                    DecodedSection::of),
            new Section("model", "Mask flow of the model", "model, which train writes", ModelSection::of),
            new Section("provenance", "Provenance", ReportFiles.PROVENANCE, ProvenanceSection::of));

    private RunReport() {}

    /**
     * The page.
     *
     * @throws MaskwiseException with exit 3 if a file is not what it should be
     */
    public static String render(ReportFiles files) {
        Html page = new Html()
                .raw("<!DOCTYPE html>\n")
                .begin("html", "lang", "en")
                .line()
                .add(head(files))
                .begin("body")
                .add(header(files))
                .begin("main");
        SECTIONS.forEach(section -> page.add(section.toHtml(files)));
        page.end();
        page.element("footer", "Made by Maskwise from the files of the run alone. The same files make the same page.");
        return page.end().end().toString();
    }

    private static Html head(ReportFiles files) {
        return new Html()
                .begin("head")
                .leaf("meta", "charset", "utf-8")
                .leaf("meta", "name", "viewport", "content", "width=device-width, initial-scale=1")
                .leaf("meta", "name", "color-scheme", "content", "light dark")
                .leaf("link", "rel", "icon", "href", "data:,")
                .element("title", files.run() + " – Maskwise")
                .begin("style")
                .raw(style())
                .end()
                .end();
    }

    private static Html header(ReportFiles files) {
        Html header =
                new Html().begin("header").element("h1", "Run " + files.run()).begin("nav", "aria-label", "Sections");
        SECTIONS.forEach(section -> header.element("a", section.title(), "href", "#" + section.id()));
        return header.end().end();
    }

    private static String style() {
        try (InputStream in = Objects.requireNonNull(RunReport.class.getResourceAsStream("report.css"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException damagedJar) {
            throw new UncheckedIOException(damagedJar);
        }
    }
}
