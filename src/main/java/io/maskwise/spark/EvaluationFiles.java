package io.maskwise.spark;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.maskwise.MaskwiseException;
import io.maskwise.metrics.ClassScores;
import io.maskwise.metrics.ClassificationMetrics;
import io.maskwise.metrics.ConfusionMatrix;
import io.maskwise.metrics.SpanF1;
import io.maskwise.text.Tsv;
import io.maskwise.training.ExistingTarget;
import io.maskwise.training.HadoopFiles;
import io.maskwise.training.StagedDirectory;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/**
 * A run's folder {@code evaluation}: {@code metrics.json} with all figures, {@code partitions.parquet},
 * {@code seconds.tsv} with the time that each partition took, apart, as nothing else differs from run to run;
 * {@code confusion.tsv} (a row for each true class, a column for each predicted one), or, for target sequences, of which
 * the classes are too many for that, {@code decoded.tsv}.
 */
public final class EvaluationFiles {
    /** The file of all figures. */
    public static final String FIGURES = "metrics.json";

    private static final ObjectMapper JSON = new ObjectMapper();

    private EvaluationFiles() {}

    /** Where the measurements of a run are. */
    public static Path folder(RunOptions run) {
        return new Path(run.path(), "evaluation");
    }

    /**
     * Publishes the measurements of a run, over earlier ones.
     *
     * @param configurationFile the resolved configuration, which is written beside them
     * @throws MaskwiseException with exit 4 if they cannot be written
     */
    public static void write(EvaluationResult result, RunOptions run, String configurationFile, Configuration hadoop) {
        Path target = folder(run);
        try (StagedDirectory staged = StagedDirectory.create(target, ExistingTarget.REPLACE, hadoop)) {
            staged.writeText(FIGURES, json(result));
            staged.writeText("config.conf", configurationFile);
            if (result.ofTargets()) {
                staged.writeText("decoded.tsv", decoded(result));
            } else {
                staged.writeText("confusion.tsv", confusion(result));
            }
            staged.writeText("seconds.tsv", seconds(result));
            PartitionTable.write(result.partitions(), staged.resolve("partitions.parquet"), hadoop);
            staged.publish();
        } catch (IOException failure) {
            throw HadoopFiles.cannotWrite(target, failure);
        }
    }

    /**
     * The figures of a run's measurements, if there are any.
     *
     * @throws MaskwiseException with exit 4 if they are those of another model, dataset or split
     */
    public static Optional<Map<String, Object>> complete(
            EvaluationIdentity identity, RunOptions run, Configuration hadoop) {
        Path file = new Path(folder(run), FIGURES);
        try {
            if (!HadoopFiles.fileSystem(file, hadoop).exists(file)) {
                return Optional.empty();
            }
            JsonNode stored = JSON.readTree(HadoopFiles.readText(file, hadoop));
            requireSame(stored.path("identity"), JSON.valueToTree(identity), run);
            Map<String, Object> figures = new LinkedHashMap<>();
            EvaluationResult.FIGURES.stream()
                    .filter(stored::has)
                    .forEach(name -> figures.put(name, stored.path(name).numberValue()));
            return Optional.of(figures);
        } catch (IOException failure) {
            throw MaskwiseException.input(failure, "Cannot read %s: %s", file, HadoopFiles.reason(failure));
        }
    }

    private static void requireSame(JsonNode stored, JsonNode asked, RunOptions run) {
        List<String> differences = new ArrayList<>();
        asked.fieldNames().forEachRemaining(name -> {
            if (!stored.path(name).equals(asked.path(name))) {
                differences.add(name + " was " + stored.path(name).asText("absent") + " and is "
                        + asked.path(name).asText());
            }
        });
        if (!differences.isEmpty()) {
            throw MaskwiseException.occupied(
                    "Cannot write %s: other measurements are there: %s (replace them with --overwrite)",
                    folder(run), String.join("; ", differences));
        }
    }

    private static String json(EvaluationResult result) throws JsonProcessingException {
        ClassificationMetrics overall = result.overall();
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("split", result.identity().split());
        all.put("identity", result.identity());
        all.put("rows", result.rows());
        all.putAll(result.metrics());
        all.put("weightedF1", overall.weightedF1());
        if (!result.ofTargets()) {
            all.put("classes", classes(result, overall));
        }
        if (result.ofSpans()) {
            all.put("spans", spans(result.measurement().spans()));
        }
        all.put("lengths", lengths(result));
        all.put("buckets", buckets(result));
        all.put("partitions", partitions(result));
        return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(all) + "\n";
    }

    private static List<Map<String, Object>> classes(EvaluationResult result, ClassificationMetrics overall) {
        List<Map<String, Object>> classes = new ArrayList<>();
        for (int id = 0; id < result.labels().size(); id++) {
            ClassScores scores = overall.perClass(id);
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("label", result.labels().label(id));
            one.putAll(figures(scores));
            classes.add(one);
        }
        return classes;
    }

    private static Map<String, Object> figures(ClassScores scores) {
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("precision", scores.precision());
        figures.put("recall", scores.recall());
        figures.put("f1", scores.f1());
        figures.put("support", scores.support());
        return figures;
    }

    private static Map<String, Object> spans(SpanF1 spans) {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("micro", figures(spans.micro()));
        all.put("macro", figures(spans.macro()));
        all.put("weighted", figures(spans.weighted()));
        Map<String, Object> types = new LinkedHashMap<>();
        spans.perType().forEach((type, scores) -> types.put(type, figures(scores)));
        all.put("types", types);
        return all;
    }

    private static List<Map<String, Object>> lengths(EvaluationResult result) {
        List<Map<String, Object>> lengths = new ArrayList<>();
        result.lengthMeasurements().forEach((range, measurement) -> {
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("shortest", range.shortest());
            one.put("longest", range.longest());
            one.putAll(result.figures(measurement));
            lengths.add(one);
        });
        return lengths;
    }

    private static List<Map<String, Object>> buckets(EvaluationResult result) {
        List<Map<String, Object>> buckets = new ArrayList<>();
        result.bucketMeasurements().forEach((bucket, measurement) -> {
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("bucket", bucket);
            one.putAll(result.figures(measurement));
            buckets.add(one);
        });
        return buckets;
    }

    private static List<Map<String, Object>> partitions(EvaluationResult result) {
        List<Map<String, Object>> partitions = new ArrayList<>();
        for (PartitionMetrics partition : result.partitions()) {
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("partition", partition.partition());
            one.put("bucket", partition.bucket());
            one.put("rows", partition.rows());
            one.putAll(result.figures(partition.measurement()));
            partitions.add(one);
        }
        return partitions;
    }

    private static String seconds(EvaluationResult result) {
        StringBuilder table = new StringBuilder("partition\tseconds\n");
        for (PartitionMetrics partition : result.partitions()) {
            table.append(Tsv.escape(partition.partition()))
                    .append('\t')
                    .append(partition.seconds())
                    .append('\n');
        }
        return table.toString();
    }

    private static String decoded(EvaluationResult result) {
        StringBuilder table = new StringBuilder("id\tsource\treference\tdecoded\n");
        for (DecodedRow row : result.decoded()) {
            table.append(Stream.of(row.id(), row.source(), row.reference(), row.decoded())
                            .map(Tsv::escape)
                            .collect(Collectors.joining("\t")))
                    .append('\n');
        }
        return table.toString();
    }

    private static String confusion(EvaluationResult result) {
        ConfusionMatrix confusion = result.overall().confusion();
        StringBuilder table = new StringBuilder("label\t")
                .append(IntStream.range(0, confusion.classes())
                        .mapToObj(id -> Tsv.escape(result.labels().label(id)))
                        .collect(Collectors.joining("\t")))
                .append('\n');
        for (int label = 0; label < confusion.classes(); label++) {
            StringJoiner row = new StringJoiner("\t", Tsv.escape(result.labels().label(label)) + "\t", "\n");
            for (int prediction = 0; prediction < confusion.classes(); prediction++) {
                row.add(String.valueOf(confusion.count(label, prediction)));
            }
            table.append(row);
        }
        return table.toString();
    }
}
