package io.maskwise.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.maskwise.ExitCode;
import io.maskwise.MaskwiseException;
import io.maskwise.testing.SparkSessions;
import io.maskwise.text.SampleCorpus;
import io.maskwise.text.SampleKind;
import io.maskwise.text.SampleOptions;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Date;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A classifier at work, and a model that writes targets. */
class TestPredictForms {
    @TempDir
    private static Path folder;

    @SuppressWarnings("NullAway.Init") // set before every test
    private static SmallProject project;

    private static double accuracy;

    /** The sample is of tasks and the first character of their results. */
    @BeforeAll
    static void train() throws Exception {
        project = new SmallProject(folder);
        Path corpus = Files.createDirectories(folder.resolve("arithmetic"));
        SampleOptions sample = new SampleOptions(SampleKind.ARITHMETIC, "unused", Map.of("train", 60, "test", 20), 5);
        for (Map.Entry<String, String> file : SampleCorpus.generate(sample).entrySet()) {
            Files.writeString(corpus.resolve(file.getKey()), file.getValue());
        }
        project.run(new PrepareCommand(), classifier());
        project.run(new TrainCommand(), classifier());
        Outcome evaluated = project.run(new EvaluateCommand(), classifier());
        accuracy = (Double) Objects.requireNonNull(evaluated.metrics().get("accuracy"));
    }

    private static List<String> classifier(String... more) {
        List<String> assignments = project.all(
                "corpus.format=delimited",
                "corpus.path=" + folder.resolve("arithmetic"),
                "corpus.splits={train = train.tsv, test = test.tsv}",
                "tokenizer.kind=characters",
                "model.task=classification",
                "run.id=classifier",
                "dataset.path=" + folder.resolve("data-classifier"));
        assignments.addAll(List.of(more));
        return assignments;
    }

    @Test
    void classifiesTextsAndDatasetsAlikeAndAsEvaluateMeasures() throws Exception {
        Path texts = folder.resolve("texts");
        Path dataset = folder.resolve("dataset");
        project.run(new PredictCommand(), classifier("predict.path=" + texts, "predict.all-probabilities=true"));
        project.run(
                new PredictCommand(),
                classifier("predict.path=" + dataset, "predict.all-probabilities=true", "predict.from=dataset"));
        PredictedRows ofTexts = PredictedRows.in(texts);
        PredictedRows ofDataset = PredictedRows.in(dataset);
        List<String> lines = Files.readAllLines(folder.resolve("arithmetic/test.tsv"));
        assertThat(ofTexts.ids()).hasSize(lines.size() - 1);
        assertThat(ofDataset.ids()).as("rows whose labels the training showed").hasSizeBetween(10, lines.size() - 2);
        long right = 0;
        for (String id : ofDataset.ids()) {
            Row row = ofTexts.row(id);
            String line = lines.get(Integer.parseInt(id.split(":")[1]) - 1);
            right += line.startsWith(row.getAs("prediction") + "\t") ? 1 : 0;
            Row other = ofDataset.row(id);
            assertThat(other.<String>getAs("prediction")).isEqualTo(row.getAs("prediction"));
            assertThat(other.<Double>getAs("probability")).isCloseTo(row.getAs("probability"), within(1e-5));
            assertThat(other.isNullAt(other.fieldIndex("tokens_cut"))).isTrue();
        }
        assertThat((double) right / ofDataset.ids().size())
                .isCloseTo(accuracy, within(1e-12))
                .isGreaterThan(0.01);
        for (Row row : ofTexts.all()) {
            assertThat(row.<Double>getAs("probability"))
                    .isEqualTo(classes(row).stream()
                            .mapToDouble(each -> each)
                            .max()
                            .orElseThrow());
            assertThat(classes(row).stream().mapToDouble(each -> each).sum()).isCloseTo(1, within(1e-6));
        }
    }

    private static List<Double> classes(Row row) {
        return row.getList(row.fieldIndex("class_probabilities"));
    }

    /** The texts of the sample as a table of columns of many types. */
    private static Dataset<Row> table() throws Exception {
        List<String> lines = Files.readAllLines(folder.resolve("arithmetic/test.tsv"));
        List<Row> rows = new ArrayList<>();
        for (int line = 1; line < lines.size(); line++) {
            rows.add(RowFactory.create(
                    lines.get(line).split("\t")[1],
                    line % 3 == 0 ? null : "ü \"" + line + "\"\n",
                    line,
                    (long) line << 40,
                    line / 7.0,
                    line % 2 == 0,
                    new BigDecimal("1234567890.12345").add(BigDecimal.valueOf(line)),
                    Date.valueOf("2024-02-29"),
                    Timestamp.from(java.time.Instant.parse("2024-02-29T12:34:56.123456Z")),
                    new byte[] {0, (byte) 0xff, (byte) line},
                    List.of("a" + line, "b"),
                    RowFactory.create(line % 2 == 0 ? Double.NaN : 1e300, "in")));
        }
        StructType schema = StructType.fromDDL("`the text` STRING, name STRING, small INT, large BIGINT, share DOUBLE,"
                + " even BOOLEAN, exact DECIMAL(20,5), day DATE, moment TIMESTAMP, bytes BINARY, list ARRAY<STRING>,"
                + " inner STRUCT<number: DOUBLE, text: STRING>");
        return SparkSessions.local().createDataFrame(rows, schema);
    }

    @Test
    void keepsColumnsOfATableAsTheyAre() throws Exception {
        Path tables = folder.resolve("tables");
        Dataset<Row> table = table();
        table.coalesce(1).write().parquet(tables.resolve("new").toString());
        Path out = folder.resolve("kept");
        List<String> kept =
                List.of("name", "small", "large", "share", "even", "exact", "day", "moment", "bytes", "list", "inner");
        List<String> options = classifier(
                "corpus.format=parquet",
                "corpus.path=" + tables,
                "corpus.splits={new = new}",
                "corpus.spark.text=the text",
                "predict.split=new",
                "predict.keep=[" + String.join(", ", kept) + "]",
                "predict.path=" + out);
        Outcome outcome = project.run(new PredictCommand(), options);
        assertThat(outcome.metrics()).containsEntry("rowsWritten", 20L);
        Dataset<Row> predicted = SparkSessions.local().read().parquet(out.toString());
        assertThat(predicted
                        .select(kept.get(0), kept.subList(1, kept.size()).toArray(String[]::new))
                        .schema()
                        .toDDL())
                .isEqualTo(table.drop("the text").schema().toDDL());
        assertThat(predicted.columns())
                .startsWith("id", "prediction", "probability", "length", "unknown", "tokens_cut", "name");
        String[] rest = kept.subList(1, kept.size()).toArray(String[]::new);
        assertThat(predicted.orderBy("small").select(kept.get(0), rest).collectAsList().stream()
                        .map(Row::json)
                        .toList())
                .isEqualTo(table.orderBy("small").select(kept.get(0), rest).collectAsList().stream()
                        .map(Row::json)
                        .toList());

        // The same texts, the same predictions.
        project.run(new PredictCommand(), classifier("predict.path=" + folder.resolve("of-lines")));
        Map<Integer, String> byLine = PredictedRows.in(folder.resolve("of-lines")).all().stream()
                .collect(Collectors.toMap(
                        row -> Integer.parseInt(row.<String>getAs("id").split(":")[1]) - 1,
                        row -> row.<String>getAs("prediction")));
        for (Row row : predicted.collectAsList()) {
            assertThat(row.<String>getAs("prediction")).isEqualTo(byLine.get(row.<Integer>getAs("small")));
        }
    }

    @Test
    void namesAColumnThatIsNotThere() throws Exception {
        Path tables = folder.resolve("missing");
        table().coalesce(1).write().parquet(tables.resolve("new").toString());
        assertThatThrownBy(() -> project.run(
                        new PredictCommand(),
                        classifier(
                                "corpus.format=parquet",
                                "corpus.path=" + tables,
                                "corpus.splits={new = new}",
                                "corpus.spark.text=the text",
                                "predict.split=new",
                                "predict.keep=[price]",
                                "predict.path=" + folder.resolve("nowhere"))))
                .isInstanceOfSatisfying(
                        MaskwiseException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.INPUT))
                .hasMessageStartingWith(
                        "Cannot keep the column price: the table of the split new has none (it has: the text"
                                + " string, name string");
        assertThat(folder.resolve("nowhere")).doesNotExist();
    }

    @Test
    void writesTheTargetsThatEvaluateShows() throws Exception {
        List<String> digits = List.of("1 2", "3", "2 2 1", "3 1", "1", "2 3 3");
        List<String> words = List.of("two one", "three", "one two two", "one three", "one", "three three two");
        Files.write(folder.resolve("train.digits"), digits);
        Files.write(folder.resolve("train.words"), words);
        List<String> options = project.all(
                "corpus.format=parallel",
                "corpus.path=" + folder,
                "corpus.splits={train = train.digits, test = train.digits}",
                "corpus.parallel.targets={train = train.words, test = train.words}",
                "dataset.path=" + folder.resolve("data-targets"),
                "model.task=seq2seq",
                "model.rnn.direction=forward",
                "train.epochs=3",
                "run.id=targets",
                "evaluate.split=train",
                "predict.split=train",
                "predict.path=" + folder.resolve("targets"));
        project.run(new PrepareCommand(), options);
        project.run(new TrainCommand(), options);
        project.run(new EvaluateCommand(), options);
        project.run(new PredictCommand(), options);
        PredictedRows rows = PredictedRows.in(folder.resolve("targets"));
        List<String> decoded = Files.readAllLines(folder.resolve("runs/targets/evaluation/decoded.tsv"));
        assertThat(rows.ids()).hasSize(6);
        for (String line : decoded.subList(1, decoded.size())) {
            String[] columns = line.split("\t", -1);
            Row row = rows.row(columns[0]);
            assertThat(row.<String>getAs("prediction")).isEqualTo(columns[3]);
            assertThat(row.<Double>getAs("probability")).isBetween(0.0, 1.0);
        }
        assertCutOff(options);
        assertThatThrownBy(() -> {
                    options.add("predict.all-probabilities=true");
                    project.run(new PredictCommand(), ExistingOutput.OVERWRITE, options);
                })
                .hasMessageContaining("must be false, as the model writes targets, not classes");
    }

    /** A row that is not at its end after one token says so; new texts need no targets. */
    private static void assertCutOff(List<String> options) throws Exception {
        Files.write(folder.resolve("new.digits"), List.of("1 3 2"));
        List<String> alone = new ArrayList<>(options);
        alone.addAll(List.of(
                "corpus.format=lines",
                "corpus.splits={new = new.digits}",
                "predict.split=new",
                "predict.longest-target=1",
                "predict.path=" + folder.resolve("cut")));
        project.run(new PredictCommand(), alone);
        Row row = PredictedRows.in(folder.resolve("cut")).row("new.digits:1");
        assertThat(row.<Boolean>getAs("ended"))
                .isEqualTo(row.<String>getAs("prediction").isEmpty());
    }

    @Test
    void cutsTextsByTheTokenizerThatTheModelKeeps() throws Exception {
        Path file = Files.copy(
                Path.of(TestPredictForms.class
                        .getResource("/tokenizers/wordpiece.json")
                        .toURI()),
                folder.resolve("pieces.json"));
        Files.writeString(folder.resolve("pieces.tsv"), "label\ttext\nA\tPlaying the undo\nB\tplayed\n");
        List<String> options = classifier(
                "corpus.path=" + folder,
                "corpus.splits={train = pieces.tsv, test = pieces.tsv}",
                "tokenizer.kind=hugging-face",
                "tokenizer.hugging-face.file=" + file,
                "dataset.path=" + folder.resolve("data-pieces"),
                "run.id=pieces");
        project.run(new PrepareCommand(), options);
        project.run(new TrainCommand(), options);
        Files.delete(file);
        assertThat(folder.resolve("runs/pieces/model/tokenizer.json")).exists();
        List<String> predict = classifier(
                "corpus.path=" + folder,
                "corpus.splits={train = pieces.tsv, test = pieces.tsv}",
                "predict.split=train",
                "run.id=pieces",
                "predict.path=" + folder.resolve("pieces"));
        Outcome outcome = project.run(new PredictCommand(), predict);
        assertThat(outcome.metrics()).containsEntry("unknownRate", 0.0).containsEntry("realTokens", 7L);

        Files.writeString(folder.resolve("runs/pieces/model/tokenizer.json"), "{}");
        assertThatThrownBy(() -> project.run(new PredictCommand(), ExistingOutput.OVERWRITE, predict))
                .hasMessageContaining("the SHA-256 of tokenizer.json is ");
    }

    @Test
    void rejectsTextsThatAreLongerThanTheModelsPositions() throws Exception {
        List<String> options = classifier(
                "run.id=positions",
                "predict.path=" + folder.resolve("positions"),
                "model.layers=[{ type = embedding, vocabulary-size = vocabulary, units = 4 }, { type ="
                        + " positional-embedding, positions = 40 }, { type = global-average-pooling-1-d }, { type = dense,"
                        + " units = labels }]");
        project.run(new TrainCommand(), options);
        Files.write(folder.resolve("long.txt"), List.of("1+".repeat(30), "1+1"));
        options.addAll(List.of(
                "corpus.format=lines", "corpus.path=" + folder, "corpus.splits={new = long.txt}", "predict.split=new"));
        Outcome outcome = project.run(new PredictCommand(), options);
        assertThat(outcome.metrics()).containsEntry("rowsRejected", 1L).containsEntry("rowsWritten", 1L);
        assertThat(Files.readString(folder.resolve("positions/_maskwise/rejected/part-00000.jsonl")))
                .contains(
                        "\"reason\":\"text-too-long\",\"detail\":\"The example at line 1 has 60 tokens (must be at most 40,"
                                + " as the model has no more positions)\"");
    }
}
