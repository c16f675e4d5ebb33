package io.maskwise.report.html;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.maskwise.ExitCode;
import io.maskwise.MaskwiseException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class TestRunReport {
    private static final List<String> LABELS = List.of("NOUN", "VERB", "X");

    private static Document page(Map<String, String> texts) throws Exception {
        String html = RunReport.render(SampleRuns.run(texts));
        return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(html)));
    }

    private static List<Element> elements(Document page, String name) {
        return elements(page.getElementsByTagName(name));
    }

    private static List<Element> elements(NodeList nodes) {
        List<Element> elements = new ArrayList<>();
        for (int i = 0; i < nodes.getLength(); i++) {
            elements.add((Element) nodes.item(i));
        }
        return elements;
    }

    private static Element section(Document page, String id) {
        return elements(page, "section").stream()
                .filter(section -> section.getAttribute("id").equals(id))
                .findFirst()
                .orElseThrow();
    }

    private static List<List<String>> rows(Element table) {
        return elements(table.getElementsByTagName("tr")).stream()
                .skip(1)
                .map(row -> elements(row.getElementsByTagName("*")).stream()
                        .map(Element::getTextContent)
                        .toList())
                .toList();
    }

    private static List<List<String>> table(Element section, String caption) {
        return elements(section.getElementsByTagName("table")).stream()
                .filter(table -> table.getElementsByTagName("caption")
                        .item(0)
                        .getTextContent()
                        .startsWith(caption))
                .map(TestRunReport::rows)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void showsEverySectionOfAWholeRun() throws Exception {
        Document page = page(SampleRuns.texts(3, 4, LABELS));
        assertThat(elements(page, "section").stream().map(section -> section.getAttribute("id")))
                .containsExactly(
                        "summary",
                        "loss",
                        "speed",
                        "lengths",
                        "classes",
                        "confusion",
                        "buckets",
                        "partitions",
                        "decoded",
                        "model",
                        "provenance");
        assertThat(elements(page, "p").stream()
                        .filter(text -> text.getAttribute("class").equals("missing"))
                        .map(Element::getTextContent))
                .containsExactly(
                        "Left out: there is no evaluation/decoded.tsv, which evaluate writes for target sequences.");
        assertThat(section(page, "summary").getTextContent())
                .contains("accuracy0.8750", "macro F10.5000", "real tokens / s2,000", "parameters12,345")
                .contains("padding efficiency80.0%", "best validation loss0.5000", "measured ontest");
        assertThat(elements(section(page, "loss").getElementsByTagName("figcaption")).stream()
                        .map(Element::getTextContent))
                .containsExactly("Mean loss of a label", "Accuracy on the validation split");
        assertThat(elements(section(page, "loss").getElementsByTagName("circle")))
                .hasSize(12 + 3 + 3 + 3);
    }

    @Test
    void theSavedPaddingIsThatOfTheCounts() throws Exception {
        Element lengths = section(page(SampleRuns.texts(1, 1, LABELS)), "lengths");
        // 30 rows of 5 steps and 10 of 20, against 40 of 20.
        assertThat(lengths.getTextContent())
                .contains("Of what is stored, 85.7% is real. Padded to the longest row, of 20 steps, it would be 37.5%:"
                        + " buckets save 450 of 800 cells.");
        assertThat(table(lengths, "Buckets"))
                .containsExactly(
                        List.of("5", "30", "120", "150", "80.0%", "20.0%"),
                        List.of("20", "10", "180", "200", "90.0%", "90.0%"),
                        List.of("all", "40", "300", "350", "85.7%", "37.5%"));
        assertThat(table(lengths, "Where every row went"))
                .containsExactly(
                        List.of("test", "11", "0", "10", "1", "0", "0"),
                        List.of("train", "30", "0", "30", "0", "0", "0"));
    }

    @Test
    void aTargetSequenceIsASecondSide() throws Exception {
        Map<String, String> texts = SampleRuns.texts(1, 1, LABELS);
        texts.put(ReportFiles.DATASET, """
                {"splits": {"train": {"buckets": [{"bound": 4, "rows": 2, "realTokens": 12, "targetTokens": 6}],
                  "lengths": {"4": 2}}}}""");
        assertThat(table(section(page(texts), "lengths"), "Buckets").get(0))
                .containsExactly("4", "2", "12", "16", "75.0%", "75.0%");
    }

    @Test
    void theSlowestAndTheWorstPartitionsComeFirst() throws Exception {
        Element partitions = section(page(SampleRuns.texts(1, 1, LABELS)), "partitions");
        assertThat(table(partitions, "Slowest").get(0)).containsExactly("split=test/b", "20", "3", "10", "0.500", "20");
        assertThat(table(partitions, "Worst").get(0))
                .containsExactly("split=test/b", "20", "3", "10", "0.6000", "0.8000");
    }

    @Test
    void lengthsAndBucketsStandSideBySide() throws Exception {
        Map<String, String> texts = SampleRuns.texts(1, 1, LABELS);
        Element lengths = section(page(texts), "buckets");
        assertThat(elements(lengths.getElementsByTagName("figcaption")).stream().map(Element::getTextContent))
                .containsExactly("Accuracy by length", "Accuracy by bucket");
        assertThat(lengths.getTextContent()).contains("length 5 to 8: 0.8000", "padded to 20: 0.8000");
        assertThat(rows(elements(lengths.getElementsByTagName("table")).get(0)))
                .isEqualTo(table(lengths, "Measurements by length"))
                .containsExactly(
                        List.of("1 to 4", "0.3000", "0.9500", "20", "0.6000"),
                        List.of("5 to 8", "0.5000", "0.8000", "20", "0.4000"));
        assertThat(table(lengths, "Measurements by bucket").get(1))
                .containsExactly("20", "0.6000", "0.8000", "10", "0.4000");
    }

    @Test
    void whatWasMeasuredBeforeThereWereLengthsShowsItsBuckets() throws Exception {
        Map<String, String> texts = SampleRuns.texts(1, 1, LABELS);
        texts.put(ReportFiles.EVALUATION, SampleRuns.evaluation(LABELS).replaceAll("(?s)\"lengths\": .*?\\],", ""));
        Element lengths = section(page(texts), "buckets");
        assertThat(elements(lengths.getElementsByTagName("figcaption")).stream().map(Element::getTextContent))
                .containsExactly("Accuracy by bucket");
        assertThat(elements(lengths.getElementsByTagName("table"))).hasSize(1);
    }

    @Test
    void everyCountOfTheMatrixIsShownWithWhatItMeans() throws Exception {
        Element confusion = section(page(SampleRuns.texts(1, 1, LABELS)), "confusion");
        assertThat(table(confusion, "Counts"))
                .containsExactly(
                        List.of("NOUN", "90", "10", "0"),
                        List.of("VERB", "0", "90", "11"),
                        List.of("X", "0", "0", "90"));
        Element cell = elements(confusion.getElementsByTagName("td")).get(1);
        assertThat(cell.getAttribute("title")).isEqualTo("NOUN predicted as VERB: 10.0% of 100");
        assertThat(cell.getAttribute("style")).isEqualTo("--share:0.100");
    }

    @ParameterizedTest
    @CsvSource({"1, 0, true", "24, 5, true", "25, 20, false", "100, 20, false"})
    void aMatrixOfManyClassesShowsWhatIsConfusedMost(int classes, int pairs, boolean heat) throws Exception {
        Element confusion = section(page(SampleRuns.texts(1, 1, SampleRuns.labels(classes))), "confusion");
        assertThat(elements(confusion.getElementsByTagName("table")).stream()
                        .anyMatch(table -> table.getAttribute("class").equals("heat")))
                .isEqualTo(heat);
        if (pairs == 0) {
            assertThat(confusion.getTextContent()).contains("Nothing is confused.");
        } else {
            assertThat(table(confusion, "Confused most")).hasSize(pairs);
            String last = "L" + (classes - 2);
            assertThat(table(confusion, "Confused most").get(0).subList(0, 3))
                    .containsExactly(last, "L" + (classes - 1), String.valueOf(10 + classes - 2));
        }
    }

    @Test
    void ofManyClassesThoseWithTheMostLabelsAreShown() throws Exception {
        Element classes = section(page(SampleRuns.texts(1, 1, SampleRuns.labels(100))), "classes");
        assertThat(classes.getTextContent()).contains("Of 100 classes, the 60 that have the most labels.");
        assertThat(table(classes, "Classes")).hasSize(60);
    }

    @Test
    void targetSequencesAreShownDecoded() throws Exception {
        Map<String, String> texts = SampleRuns.texts(1, 1, LABELS);
        texts.remove(ReportFiles.CONFUSION);
        texts.put(
                ReportFiles.EVALUATION,
                SampleRuns.evaluation(LABELS).replaceAll("\"classes\": .*", "\"perplexity\": 1.5,"));
        texts.put(ReportFiles.DECODED, "id\tsource\treference\tdecoded\na:1\tein Hund\ta dog\ta\\tcat\n");
        Document page = page(texts);
        assertThat(table(section(page, "decoded"), "Rows").get(0))
                .containsExactly("a:1", "ein Hund", "a dog", "a\\u0009cat");
        assertThat(section(page, "summary").getTextContent()).contains("perplexity1.5000");
        assertThat(section(page, "classes").getTextContent()).contains("Left out: there is no measurement of classes");
    }

    @ParameterizedTest
    @CsvSource({
        "metrics.jsonl, loss speed",
        "training.json, ''",
        "evaluation/metrics.json, classes buckets partitions",
        "evaluation/confusion.tsv, confusion",
        "evaluation/seconds.tsv, ''",
        "_maskwise/dataset.json, lengths",
        "config.conf, ''",
        "provenance.json, provenance",
    })
    void whatIsMissingIsLeftOutAndSaysSo(String file, String missing) throws Exception {
        Map<String, String> texts = SampleRuns.texts(2, 2, LABELS);
        assertThat(texts.remove(file)).isNotNull();
        List<String> leftOut = new ArrayList<>();
        for (Element section : elements(page(texts), "section")) {
            if (section.getTextContent().contains("Left out: ")
                    && !section.getAttribute("id").equals("decoded")) {
                leftOut.add(section.getAttribute("id"));
            }
        }
        assertThat(String.join(" ", leftOut)).isEqualTo(missing);
    }

    @Test
    void aRunThatHasOnlyBegunHasAPage() throws Exception {
        Document page = page(Map.of(ReportFiles.PROVENANCE, SampleRuns.provenance()));
        assertThat(elements(page, "p").stream()
                        .filter(text -> text.getAttribute("class").equals("missing")))
                .hasSize(9);
        assertThat(section(page, "provenance").getTextContent()).contains("2026-01-02T03:04:05Z", "spark3.5.7");
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "1, 2", "2, 1", "20, 100"})
    void anyNumberOfRoundsMakesCurves(int epochs, int rounds) throws Exception {
        Element loss = section(page(SampleRuns.texts(epochs, rounds, LABELS)), "loss");
        Element curve = elements(loss.getElementsByTagName("path")).get(0);
        assertThat(curve.getAttribute("d").split("[ML]")).hasSize(1 + Math.min(400, epochs * rounds));
        assertThat(table(loss, "Loss by epoch")).hasSize(epochs);
    }

    @Test
    void aLineThatIsNotWholeIsNoRound() throws Exception {
        Map<String, String> texts = SampleRuns.texts(1, 2, LABELS);
        texts.merge(ReportFiles.ROUNDS, "{\"epoch\":1,\"rou", String::concat);
        assertThat(table(section(page(texts), "speed"), "Speed by epoch").get(0).subList(0, 2))
                .containsExactly("1", "2");
    }

    @Test
    void whatTextsHoldIsNeverMarkup() throws Exception {
        List<String> labels = List.of("<script>alert(1)</script>", "a & \"b\"", "\u202egnp");
        Map<String, String> texts = SampleRuns.texts(1, 1, labels);
        texts.put(ReportFiles.CONFIGURATION, "a = \"<b>&\"\n");
        String html = RunReport.render(SampleRuns.run(texts));
        assertThat(html).doesNotContain("<script", "<b>", "\u202e").contains("&lt;script&gt;", "a &amp; &quot;b&quot;");
        assertThat(table(section(page(texts), "classes"), "Classes").stream().map(row -> row.get(0)))
                .containsExactly("<script>alert(1)</script>", "a & \"b\"", "\\u202egnp");
    }

    @Test
    void itNeedsNothingBesideItAndRunsNoScript() {
        String html = RunReport.render(SampleRuns.run(SampleRuns.texts(3, 4, LABELS)));
        assertThat(html.replace("xmlns=\"http://www.w3.org/2000/svg\"", ""))
                .doesNotContain("http:", "https:", "<script", "@import", "url(http", " src=")
                .contains("prefers-color-scheme: dark");
        assertThat(html).isEqualTo(RunReport.render(SampleRuns.run(SampleRuns.texts(3, 4, LABELS))));
    }

    @ParameterizedTest
    @ValueSource(strings = {ReportFiles.SUMMARY, ReportFiles.EVALUATION, ReportFiles.DATASET, ReportFiles.PROVENANCE})
    void aDamagedFileIsNamed(String file) {
        Map<String, String> texts = SampleRuns.texts(1, 1, LABELS);
        texts.put(file, "{\"a\": ");
        assertThatThrownBy(() -> RunReport.render(SampleRuns.run(texts)))
                .isInstanceOfSatisfying(
                        MaskwiseException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.INPUT))
                .hasMessage("Cannot make a report of the run one: its " + file
                        + " is not JSON (write it anew, or remove it)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "label\tA\nA\t1\t2\n", "label\tA\tB\nA\t1\t2\n", "label\tA\nA\tone\n"})
    void aDamagedMatrixIsNamed(String tsv) {
        Map<String, String> texts = SampleRuns.texts(1, 1, LABELS);
        texts.put(ReportFiles.CONFUSION, tsv);
        assertThatThrownBy(() -> RunReport.render(SampleRuns.run(texts)))
                .isInstanceOf(MaskwiseException.class)
                .hasMessageStartingWith("Cannot read evaluation/confusion.tsv: it is no table of counts");
    }

    @Test
    void readsTheFilesOfARunAndOnlyTheDatasetItWasTrainedOn(@TempDir Path folder) throws Exception {
        Path run = folder.resolve("runs/one");
        Files.createDirectories(run.resolve("evaluation"));
        Map<String, String> texts = new HashMap<>(SampleRuns.texts(1, 1, LABELS));
        Path dataset = folder.resolve("data");
        Files.createDirectories(dataset.resolve("_maskwise"));
        Files.writeString(dataset.resolve(ReportFiles.DATASET), SampleRuns.DATASET);
        texts.remove(ReportFiles.DATASET);
        for (Map.Entry<String, String> text : texts.entrySet()) {
            Files.writeString(run.resolve(text.getKey()), text.getValue());
        }
        ReportFiles read = read(run, dataset);
        assertThat(read.run()).isEqualTo("one");
        assertThat(read.texts()).isEqualTo(SampleRuns.texts(1, 1, LABELS));
        Files.writeString(dataset.resolve(ReportFiles.DATASET), "{}");
        assertThat(read(run, dataset).texts()).doesNotContainKey(ReportFiles.DATASET);
        assertThatThrownBy(() -> read(dataset, dataset))
                .isInstanceOfSatisfying(
                        MaskwiseException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.INPUT))
                .hasMessage("Cannot make a report of " + dataset + ": it is not a run, as it holds no provenance.json"
                        + " (name one with run.root and run.id)");
    }

    private static ReportFiles read(Path run, Path dataset) {
        return ReportFiles.read(
                new org.apache.hadoop.fs.Path(run.toString()),
                Optional.of(new org.apache.hadoop.fs.Path(dataset.toString())),
                Optional.empty(),
                new Configuration());
    }

    /** Every colour of text and of curves stands out from the paper, in both schemes (WCAG: 4.5, and 3 for graphics). */
    @ParameterizedTest
    @CsvSource({
        "0, ink, 4.5", "0, faint, 4.5", "0, link, 4.5", "0, a, 3", "0, b, 3", "0, c, 3",
        "1, ink, 4.5", "1, faint, 4.5", "1, link, 4.5", "1, a, 3", "1, b, 3", "1, c, 3",
    })
    void coloursStandOut(int scheme, String colour, double least) {
        String css = RunReport.render(SampleRuns.run(Map.of()));
        double front = luminance(colour(css, colour, scheme));
        double paper = luminance(colour(css, "paper", scheme));
        double raised = luminance(colour(css, "raised", scheme));
        assertThat(contrast(front, paper)).isGreaterThan(least);
        assertThat(contrast(front, raised)).isGreaterThan(least);
    }

    private static double contrast(double one, double other) {
        return (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
    }

    private static int colour(String css, String name, int scheme) {
        Matcher found = Pattern.compile("--" + name + ": #([0-9a-f]{6});").matcher(css);
        for (int i = 0; i <= scheme; i++) {
            assertThat(found.find()).isTrue();
        }
        return Integer.parseInt(found.group(1), 16);
    }

    private static double luminance(int colour) {
        return 0.2126 * linear(colour >> 16) + 0.7152 * linear(colour >> 8) + 0.0722 * linear(colour);
    }

    private static double linear(int channel) {
        double value = (channel & 0xff) / 255.0;
        return value <= 0.04045 ? value / 12.92 : Math.pow((value + 0.055) / 1.055, 2.4);
    }
}
