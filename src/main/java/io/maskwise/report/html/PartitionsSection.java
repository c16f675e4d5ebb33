package io.maskwise.report.html;

import com.fasterxml.jackson.databind.JsonNode;
import io.maskwise.report.Figures;
import io.maskwise.report.html.HtmlTable.Rounded;
import io.maskwise.text.Tsv;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The files of the split that took longest to measure, and those that the model does worst on. */
final class PartitionsSection {
    private static final int MOST = 8;

    /**
     * A file of the split.
     *
     * @param name its place in the dataset
     * @param bucket its padded length
     * @param rows its rows
     * @param tokens its labels
     * @param loss the mean loss of a label
     * @param accuracy the share of labels that were predicted
     * @param seconds how long its task took; 0 where that is not known
     */
    private record Partition(
            String name, int bucket, long rows, long tokens, double loss, double accuracy, double seconds) {
        static Partition of(JsonNode measured, Map<String, Double> seconds) {
            String name = measured.path("partition").asText();
            return new Partition(
                    name,
                    measured.path("bucket").asInt(),
                    measured.path("rows").asLong(),
                    measured.path("tokens").asLong(),
                    measured.path("loss").asDouble(),
                    measured.path("accuracy").asDouble(),
                    seconds.getOrDefault(name, 0.0));
        }
    }

    private final List<Partition> partitions = new ArrayList<>();

    private PartitionsSection(JsonNode measured, Map<String, Double> seconds) {
        measured.forEach(one -> partitions.add(Partition.of(one, seconds)));
    }

    static Optional<Html> of(ReportFiles files) {
        Map<String, Double> seconds =
                files.text(ReportFiles.SECONDS).map(PartitionsSection::seconds).orElse(Map.of());
        return files.json(ReportFiles.EVALUATION)
                .map(measured -> measured.path("partitions"))
                .filter(partitions -> partitions.size() > 0)
                .map(partitions -> new PartitionsSection(partitions, seconds).toHtml(!seconds.isEmpty()));
    }

    private static Map<String, Double> seconds(String tsv) {
        Map<String, Double> seconds = new HashMap<>();
        tsv.lines().skip(1).map(line -> line.split("\t", -1)).forEach(fields -> {
            if (fields.length == 2) {
                seconds.put(Tsv.unescape(fields[0]), Double.valueOf(fields[1]));
            }
        });
        return seconds;
    }

    private Html toHtml(boolean timed) {
        Html section = new Html()
                .element(
                        "p",
                        Figures.count(partitions.size()) + (partitions.size() == 1 ? " file" : " files")
                                + " of the split were measured.");
        section.add(timed ? slowest() : new Html().element("p", "How long each took is not known."));
        return section.add(worst());
    }

    private Html slowest() {
        HtmlTable table =
                HtmlTable.of("Slowest", List.of("partition", "bucket", "rows", "labels", "seconds", "labels / s"));
        partitions.stream()
                .sorted(Comparator.comparingDouble(Partition::seconds).reversed())
                .limit(MOST)
                .forEach(one -> table.row(
                        one.name(),
                        one.bucket(),
                        one.rows(),
                        one.tokens(),
                        new Rounded(one.seconds(), 3),
                        one.seconds() == 0 ? "" : Math.round(one.tokens() / one.seconds())));
        return table.toHtml();
    }

    private Html worst() {
        HtmlTable table = HtmlTable.of(
                "Worst, by their mean loss", List.of("partition", "bucket", "rows", "labels", "loss", "accuracy"));
        partitions.stream()
                .filter(one -> one.tokens() > 0)
                .sorted(Comparator.comparingDouble(Partition::loss).reversed())
                .limit(MOST)
                .forEach(one ->
                        table.row(one.name(), one.bucket(), one.rows(), one.tokens(), one.loss(), one.accuracy()));
        return table.toHtml();
    }
}
