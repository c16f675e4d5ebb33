package io.maskwise.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.maskwise.spark.MaskedFunctions;
import io.maskwise.testing.SparkSessions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A tagger of spans, whose evaluation and whose predictions in a query say the same. */
final class TestEvaluateSpans {
    private static final SparkSession SPARK = SparkSessions.local();

    @TempDir
    private Path folder;

    private void writeCorpus(String file, int sentences, long seed) throws Exception {
        Random random = new Random(seed);
        StringBuilder lines = new StringBuilder();
        for (int sentence = 0; sentence < sentences; sentence++) {
            for (int token = random.nextInt(1, 9); token > 0; token--) {
                lines.append(
                        switch (random.nextInt(4)) {
                            case 0 -> "Ann B-PER\n";
                            case 1 -> "New B-LOC\nYork I-LOC\n";
                            case 2 -> random.nextBoolean() ? "York B-LOC\n" : "York B-PER\n";
                            default -> "walks O\n";
                        });
            }
            lines.append('\n');
        }
        Files.writeString(folder.resolve(file), lines.toString());
    }

    private List<String> options(SmallProject project) {
        return project.all(
                "corpus.format=columns",
                "corpus.path=" + folder,
                "corpus.splits={train = train.txt, test = test.txt}",
                "train.epochs=6",
                "train.updater.learning-rate=0.05",
                "predict.from=dataset",
                "predict.path=" + folder.resolve("predictions"));
    }

    @Test
    void scoresOfSpansAreThoseOfAQueryOverThePredictions() throws Exception {
        writeCorpus("train.txt", 60, 1);
        writeCorpus("test.txt", 40, 2);
        SmallProject project = new SmallProject(folder);
        Outcome trained = project.run(new PipelineCommand(), options(project));
        assertThat(project.printed()).contains("spans of", "PER");
        project.run(new PredictCommand(), options(project));

        JsonNode written = new ObjectMapper()
                .readTree(folder.resolve("runs/one/evaluation/metrics.json").toFile());
        Row row = query(Files.readAllLines(folder.resolve("runs/one/model/labels.tsv")));
        assertThat(row.getDouble(0))
                .isGreaterThan(0.5)
                .isEqualTo(trained.metrics().get("accuracy"));
        assertThat(row.getDouble(1))
                .isGreaterThan(0.5)
                .isEqualTo(trained.metrics().get("spanF1"));
        assertThat(row.getDouble(1))
                .isEqualTo(written.path("spanF1").asDouble())
                .isEqualTo(written.path("spans").path("micro").path("f1").asDouble());
        List<Row> types = row.getList(2);
        assertThat(types).extracting(type -> type.getString(0)).containsExactly("LOC", "PER");
        for (Row type : types) {
            JsonNode scores = written.path("spans").path("types").path(type.getString(0));
            assertThat(scores.path("precision").asDouble()).isEqualTo(type.getDouble(1));
            assertThat(scores.path("recall").asDouble()).isEqualTo(type.getDouble(2));
            assertThat(scores.path("support").asLong()).isEqualTo(type.getLong(4));
        }
        assertThat(written.path("buckets"))
                .allSatisfy(bucket -> assertThat(bucket.has("spanF1")).isTrue());
    }

    /** Accuracy and the scores of spans, of the predictions beside the dataset's labels by their names. */
    private Row query(List<String> labelLines) {
        String names = labelLines.stream()
                .skip(1)
                .map(line -> "'" + line.split("\t", -1)[1] + "'")
                .collect(Collectors.joining(", ", "array(", ")"));
        SPARK.read().parquet(folder.resolve("data/split=test").toString()).createOrReplaceTempView("spans_data");
        SPARK.read().parquet(folder.resolve("predictions").toString()).createOrReplaceTempView("spans_predicted");
        MaskedFunctions.register(SPARK);
        return SPARK.sql("""
                        SELECT accuracy, f.micro.f1, f.types FROM (
                          SELECT masked_accuracy(truth, predictions, everything) accuracy,
                                 masked_span_f1(truth, predictions, everything) f
                          FROM (
                            SELECT transform(slice(d.labels, 1, d.length), l -> %s[l]) truth, p.predictions,
                                   transform(p.predictions, x -> true) everything
                            FROM spans_data d JOIN spans_predicted p ON d.id = p.id))""".replace("%s", names)).first();
    }
}
