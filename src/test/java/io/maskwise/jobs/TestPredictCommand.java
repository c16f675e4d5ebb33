package io.maskwise.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.maskwise.ExitCode;
import io.maskwise.MaskwiseException;
import io.maskwise.testing.SparkSessions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A tagger at work on texts and on a dataset, by the command. */
class TestPredictCommand {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private static Path folder;

    @SuppressWarnings("NullAway.Init") // set before every test
    private static SmallProject project;

    private static double accuracy;

    @SuppressWarnings("NullAway.Init") // set before every test
    private Path out;

    @BeforeAll
    static void train() throws Exception {
        project = new SmallProject(folder);
        project.run(new PrepareCommand(), project.data());
        project.run(new TrainCommand(), project.all());
        Outcome evaluated = project.run(new EvaluateCommand(), project.all());
        accuracy = (Double) Objects.requireNonNull(evaluated.metrics().get("accuracy"));
        project.run(new PredictCommand(), project.all("predict.path=" + folder.resolve("texts")));
    }

    @BeforeEach
    void nameOutput(TestInfo test) {
        out = folder.resolve("out-" + Integer.toHexString(test.getDisplayName().hashCode()) + "-"
                + test.getTestMethod().orElseThrow().getName());
    }

    private Outcome predict(String... more) throws Exception {
        return predict(ExistingOutput.REFUSE, more);
    }

    private Outcome predict(ExistingOutput existing, String... more) throws Exception {
        List<String> assignments = project.all("predict.path=" + out);
        assignments.addAll(List.of(more));
        return project.run(new PredictCommand(), existing, assignments);
    }

    /** New texts, a line each, and the options that read them. */
    private String[] lines(String name, String... lines) throws IOException {
        Path texts = Files.createDirectories(folder.resolve("lines-" + name));
        Files.write(texts.resolve("new.txt"), List.of(lines));
        return new String[] {
            "corpus.format=lines", "corpus.path=" + texts, "corpus.splits={new = new.txt}", "predict.split=new"
        };
    }

    private static void assertSamePredictions(PredictedRows some, PredictedRows others) {
        assertThat(some.ids()).isEqualTo(others.ids());
        for (String id : some.ids()) {
            assertThat(others.list(id, "predictions")).as(id).isEqualTo(some.list(id, "predictions"));
            List<Object> probabilities = some.list(id, "probabilities");
            for (int step = 0; step < probabilities.size(); step++) {
                assertThat((Double) others.list(id, "probabilities").get(step))
                        .as(id)
                        .isCloseTo((Double) probabilities.get(step), within(1e-5));
            }
        }
    }

    /** What the corpus says of each of its sentences, by their ids. */
    private static Map<String, List<String>> tags() throws IOException {
        Map<String, List<String>> tags = new HashMap<>();
        List<String> lines = Files.readAllLines(folder.resolve("tagged/test.conllu"));
        int begin = 0;
        for (int i = 0; i <= lines.size(); i++) {
            if (i == lines.size() || lines.get(i).isBlank()) {
                List<String> ofSentence = lines.subList(begin, i).stream()
                        .filter(line -> !line.startsWith("#"))
                        .map(line -> line.split("\t")[3])
                        .toList();
                if (!ofSentence.isEmpty()) {
                    tags.put("test.conllu:" + (begin + 1), ofSentence);
                }
                begin = i + 1;
            }
        }
        return tags;
    }

    @Test
    void isAsAccurateAsEvaluateMeasures() throws Exception {
        Map<String, List<String>> tags = tags();
        PredictedRows predicted = PredictedRows.in(folder.resolve("texts"));
        assertThat(predicted.ids()).isEqualTo(tags.keySet()).hasSize(20);
        long right = 0;
        long all = 0;
        for (Map.Entry<String, List<String>> sentence : tags.entrySet()) {
            List<Object> labels = predicted.list(sentence.getKey(), "predictions");
            assertThat(labels).hasSameSizeAs(sentence.getValue());
            for (int step = 0; step < labels.size(); step++) {
                right += labels.get(step).equals(sentence.getValue().get(step)) ? 1 : 0;
                all++;
            }
        }
        assertThat((double) right / all).isCloseTo(accuracy, within(1e-12)).isGreaterThan(0.1);
    }

    @Test
    void predictsADatasetAsItsTexts() throws Exception {
        Outcome outcome = predict("predict.from=dataset");
        assertThat(outcome.metrics())
                .containsEntry("rowsRead", 20L)
                .containsEntry("rowsWritten", 20L)
                .containsEntry(
                        "unknownRate",
                        project.run(new PredictCommand(), project.all("predict.path=" + folder.resolve("texts")))
                                .metrics()
                                .get("unknownRate"));
        assertSamePredictions(PredictedRows.in(folder.resolve("texts")), PredictedRows.in(out));
    }

    @ParameterizedTest
    @CsvSource({"1, 0, 5000", "3, 20, 7", "1000, 0, 1"})
    void doesNotDependOnWhatARowIsBatchedWith(int rows, int cells, int fileRows) throws Exception {
        predict("predict.batch.rows=" + rows, "predict.batch.cells=" + cells, "predict.file-rows=" + fileRows);
        assertSamePredictions(PredictedRows.in(folder.resolve("texts")), PredictedRows.in(out));
        try (Stream<Path> parts = Files.list(out)) {
            assertThat(parts.filter(part -> part.toString().endsWith(".parquet")))
                    .hasSize((20 + fileRows - 1) / fileRows);
        }
    }

    @Test
    void showsNothingOfPadding() {
        for (Row row : PredictedRows.in(folder.resolve("texts")).all()) {
            int length = row.getAs("length");
            for (String column : List.of("tokens", "predictions", "probabilities")) {
                assertThat(PredictedRows.list(row, column)).hasSize(length);
            }
            assertThat(PredictedRows.list(row, "probabilities"))
                    .allSatisfy(
                            each -> assertThat((Double) each).isGreaterThan(0).isLessThanOrEqualTo(1));
        }
    }

    @Test
    void givesEveryClassAProbability() throws Exception {
        predict("predict.all-probabilities=true");
        List<Row> rows = SparkSessions.local()
                .read()
                .parquet(out.toString())
                .selectExpr(
                        "length",
                        "probabilities",
                        "transform(class_probabilities, c -> aggregate(c, 0D, (sum, each) -> sum + each)) AS sums",
                        "transform(class_probabilities, c -> array_max(c)) AS largest")
                .collectAsList();
        assertThat(rows).hasSize(20);
        for (Row row : rows) {
            assertThat(PredictedRows.list(row, "largest")).isEqualTo(PredictedRows.list(row, "probabilities"));
            assertThat(PredictedRows.list(row, "sums"))
                    .hasSize(row.getAs("length"))
                    .allSatisfy(sum -> assertThat((Double) sum).isCloseTo(1, within(1e-6)));
        }
    }

    @Test
    void readsTextsWithoutLabels() throws Exception {
        String tagged = Files.readString(folder.resolve("tagged/test.conllu"));
        Path bare = Files.createDirectories(folder.resolve("bare"));
        String untagged = tagged.lines()
                .map(line ->
                        line.contains("\t") ? line.replaceFirst("^([^\t]*\t[^\t]*\t[^\t]*)\t[^\t]*", "$1\t_") : line)
                .collect(Collectors.joining("\n", "", "\n"));
        assertThat(untagged).isNotEqualTo(tagged);
        Files.writeString(bare.resolve("test.conllu"), untagged);
        Outcome outcome = predict("corpus.path=" + bare, "corpus.splits={test = test.conllu}");
        assertThat(outcome.metrics()).containsEntry("rowsRejected", 0L);
        assertSamePredictions(PredictedRows.in(folder.resolve("texts")), PredictedRows.in(out));
    }

    @Test
    void keepsWhatItCannotPredictWithItsReason() throws Exception {
        Outcome outcome = predict(lines("empty", "a b c", "", "   ", "d"));
        assertThat(outcome.metrics())
                .containsEntry("rowsRead", 4L)
                .containsEntry("rowsWritten", 2L)
                .containsEntry("rowsRejected", 2L)
                .containsEntry("rowsDropped", 0L);
        assertThat(PredictedRows.in(out).ids()).containsExactlyInAnyOrder("new.txt:1", "new.txt:4");
        assertThat(Files.readString(out.resolve("_maskwise/rejected/part-00000.jsonl")))
                .isEqualTo("""
                {"split":"new","file":"new.txt","line":2,"reason":"empty-text","detail":"Line 2 is empty (must be a text)"}
                {"split":"new","file":"new.txt","line":3,"reason":"empty-text","detail":"The example at line 3 has no tokens\
                 (must be at least one)"}
                """);
    }

    @Test
    void leavesATableToReadWhereNothingCanBePredicted() throws Exception {
        Outcome outcome = predict(lines("nothing", "", " "));
        assertThat(outcome.metrics()).containsEntry("rowsWritten", 0L).containsEntry("unknownRate", 0.0);
        assertThat(PredictedRows.in(out).ids()).isEmpty();
    }

    @Test
    void warnsOfTextsInAnotherScript() throws Exception {
        project.printed();
        Outcome outcome = predict(lines("script", "кошка спит на крыше", "собака лает"));
        assertThat(outcome.metrics()).containsEntry("unknownRate", 1.0).containsEntry("rowsWritten", 2L);
        assertThat(project.printed())
                .contains("unknown tokens  100.0 %")
                .contains(
                        "warning: the model's vocabulary does not hold 100.0 % of the tokens (are the texts of the language");
        assertThat(PredictedRows.in(out).list("new.txt:2", "tokens")).containsExactly("собака", "лает");
    }

    @Test
    void predictsTextsLongerThanAnyBucketWhole() throws Exception {
        String[] words = PredictedRows.list(
                        PredictedRows.in(folder.resolve("texts"))
                                .all()
                                .iterator()
                                .next(),
                        "tokens")
                .toArray(String[]::new);
        String sentence = String.join(" ", words);
        Outcome outcome = predict(lines("long", (sentence + " ").repeat(300).strip(), sentence));
        assertThat(outcome.metrics())
                .containsEntry("truncatedRows", 0L)
                .containsEntry("realTokens", 301L * words.length);
        Row row = PredictedRows.in(out).row("new.txt:1");
        assertThat(PredictedRows.list(row, "predictions")).hasSize(300 * words.length);
        assertThat((Integer) row.getAs("tokens_cut")).isZero();
    }

    @Test
    void recognisesWhatIsDoneAndRefusesWhatIsOther() throws Exception {
        String[] lines = lines("done", "a b c", "d");
        Outcome first = predict(lines);
        assertThat(first.status()).isEqualTo(Status.DONE);
        Outcome second = predict(lines);
        assertThat(second.status()).isEqualTo(Status.ALREADY_COMPLETE);
        assertThat(second.metrics()).containsEntry("rowsWritten", 2L).containsEntry("seconds", 0.0);

        assertRefused(
                ExitCode.OUTPUT,
                "other predictions are there: predict.batch.rows was 64 and is 5 (choose another"
                        + " predict.path, or replace it with --overwrite)",
                lines,
                "predict.batch.rows=5");
        lines("done", "a b c", "e");
        assertRefused(ExitCode.OUTPUT, "other predictions are there: the file new.txt has changed", lines);
        assertThat(predict(ExistingOutput.OVERWRITE, lines).status()).isEqualTo(Status.DONE);
        assertThat(PredictedRows.in(out).list("new.txt:2", "tokens")).containsExactly("e");
    }

    private void assertRefused(ExitCode code, String message, String[] options, String... more) {
        List<String> all = new ArrayList<>(List.of(options));
        all.addAll(List.of(more));
        assertThatThrownBy(() -> predict(all.toArray(String[]::new)))
                .isInstanceOfSatisfying(
                        MaskwiseException.class, e -> assertThat(e.exitCode()).isEqualTo(code))
                .hasMessageContaining(message);
    }

    @Test
    void doesNotReplaceWhatNoPredictionMade() throws Exception {
        Path precious = Files.createDirectories(out).resolve("thesis.txt");
        Files.writeString(precious, "years of work");
        assertThatThrownBy(() -> predict(ExistingOutput.OVERWRITE))
                .hasMessageContaining("something else is there that no prediction made");
        assertRefused(ExitCode.OUTPUT, "something else is there that no prediction made", new String[0]);
        assertThat(precious).exists();
    }

    @Test
    void givesTheSameBytesTwice() throws Exception {
        predict("predict.file-rows=6");
        Path first = Files.move(out, folder.resolve("first"));
        predict("predict.file-rows=6");
        for (String part : List.of("part-00000.parquet", "part-00003.parquet", "_maskwise/predictions.json")) {
            assertThat(out.resolve(part)).hasSameBinaryContentAs(first.resolve(part));
        }
        assertThat(Files.readString(out.resolve("_maskwise/config.conf"))).doesNotContain(folder.toString());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"formatVersion\" : 2 | \"formatVersion\" : 3 | model.json: its format version is 3 (must be 2; train the"
                        + " model again with this version of maskwise, or use the version that made it)",
                "\"formatVersion\" : 2 | \"formatVersion\" : 1 | its format version is 1 (must be 2;",
                "\"longestRow\" | \"longest\" | it is not the description of a model: Missing creator property 'longestRow'",
                "\"runId\" | runId | it is not the description of a model: Unexpected character",
            })
    void refusesAModelOfAnotherVersion(String text, String other, String message) throws Exception {
        Path description = folder.resolve("runs/one/model/model.json");
        Path kept = Files.copy(description, folder.resolve("kept.json"), StandardCopyOption.REPLACE_EXISTING);
        try {
            Files.writeString(description, Files.readString(description).replace(text, other));
            assertRefused(ExitCode.INPUT, message, new String[0]);
        } finally {
            Files.move(kept, description, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    @Test
    void refusesADatasetOfAnotherVocabulary() throws Exception {
        String other = "dataset.path=" + folder.resolve("other");
        project.run(new PrepareCommand(), project.data(other, "vocabulary.minimum-count=3"));
        assertRefused(
                ExitCode.INPUT,
                "Cannot predict with the model on this dataset: the dataset's vocabulary has the SHA-256 ",
                new String[] {"predict.from=dataset", other});
    }

    @Test
    void namesAMissingModel() {
        assertRefused(ExitCode.INPUT, "make it with the command train", new String[] {"run.id=none"});
    }

    @ParameterizedTest
    @ValueSource(strings = {"truncate", "drop", "windows"})
    void followsTheModelsPolicyForLongTexts(String policy) throws Exception {
        List<String> assignments = project.all(
                "padding.maximum-length=4",
                "padding.too-long=" + policy,
                "padding.truncating=pre",
                "dataset.path=" + folder.resolve("data-" + policy),
                "run.id=" + policy,
                "predict.path=" + out);
        project.run(new PrepareCommand(), assignments);
        project.run(new TrainCommand(), assignments);
        assignments.addAll(List.of(lines("policy-" + policy, "a b c d e f", "g h")));
        // What the configuration says now is nothing to the model.
        assignments.addAll(List.of("padding.maximum-length=0", "padding.too-long=truncate"));
        Outcome outcome = project.run(new PredictCommand(), assignments);
        PredictedRows rows = PredictedRows.in(out);
        switch (policy) {
            case "truncate" -> {
                assertThat(outcome.metrics()).containsEntry("truncatedRows", 1L).containsEntry("tokensCut", 2L);
                assertThat(rows.list("new.txt:1", "tokens")).containsExactly("c", "d", "e", "f");
                assertThat((Integer) rows.row("new.txt:1").getAs("tokens_cut")).isEqualTo(2);
                assertThat((Integer) rows.row("new.txt:2").getAs("tokens_cut")).isZero();
            }
            case "drop" -> {
                assertThat(outcome.metrics()).containsEntry("rowsDropped", 1L).containsEntry("rowsWritten", 1L);
                assertThat(rows.ids()).containsExactly("new.txt:2");
            }
            default -> {
                assertThat(outcome.metrics())
                        .containsEntry("rowsRead", 2L)
                        .containsEntry("extraWindows", 1L)
                        .containsEntry("rowsWritten", 3L);
                assertThat(rows.list("new.txt:1#0", "tokens")).containsExactly("a", "b", "c", "d");
                assertThat(rows.list("new.txt:1#1", "tokens")).containsExactly("e", "f");
                assertThat(rows.list("new.txt:2", "tokens")).containsExactly("g", "h");
            }
        }
        ObjectNode description =
                (ObjectNode) JSON.readTree(Files.readString(out.resolve("_maskwise/predictions.json")));
        assertThat(description.path("read").path("dropped").toString())
                .isEqualTo(policy.equals("drop") ? "{\"too-long\":1}" : "{}");
    }
}
