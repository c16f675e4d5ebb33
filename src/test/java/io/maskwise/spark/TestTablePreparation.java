package io.maskwise.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.maskwise.sequence.PaddedSequence;
import io.maskwise.testing.SparkSessions;
import io.maskwise.text.CorpusOptions;
import io.maskwise.text.JsonlOptions;
import io.maskwise.text.LabelLevel;
import io.maskwise.text.SparkSourceOptions;
import io.maskwise.training.ExistingTarget;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tables that Spark reads become datasets, row by row in the order of the files. */
class TestTablePreparation {
    private static final SparkSession SPARK = SparkSessions.local();
    private static final String SCHEMA = "key string, text string, label int";

    @TempDir
    private Path folder;

    private Path corpus;
    private Path data;

    @BeforeEach
    void makeFolders() throws IOException {
        corpus = Files.createDirectory(folder.resolve("corpus"));
        data = folder.resolve("data");
    }

    private static SparkSourceOptions source(String name, String text, String label, LabelLevel level, String id) {
        return new SparkSourceOptions(name, Map.of(), text, label, level, id);
    }

    private PreparationOptions options(SparkSourceOptions source, Map<String, String> splits) {
        return Corpora.options(Corpora.lines(corpus, splits).with(source), data);
    }

    private PreparationOptions parquet(String train) {
        return options(SparkSourceOptions.DEFAULT, Map.of("train", train));
    }

    private static DatasetMetadata prepare(PreparationOptions options) {
        return new Preparation(SPARK, options).run(ExistingTarget.REFUSE).metadata();
    }

    private void write(String name, String schema, Row... rows) throws IOException {
        Tables.write(Tables.table(SPARK, schema, List.of(rows)), "parquet", corpus.resolve(name));
    }

    private static List<PaddedSequence> rows(Path dataset) {
        PreparedDataset prepared = PreparedDataset.open(SPARK, dataset.toString());
        return prepared.split("train").collectAsList().stream()
                .map(row -> SequenceCodec.decode(row, prepared.labelling()))
                .sorted(new RowIdOrder())
                .toList();
    }

    private List<String> ids() {
        return rows(data).stream().map(PaddedSequence::id).toList();
    }

    private List<String> texts() {
        PreparedDataset prepared = PreparedDataset.open(SPARK, data.toString());
        return rows(data).stream()
                .map(row -> Arrays.stream(row.tokens())
                        .limit(row.length())
                        .mapToObj(prepared.vocabulary()::token)
                        .toList())
                .map(tokens -> String.join(" ", tokens))
                .toList();
    }

    @Test
    void rowsAreThoseOfTheFilesInTheirOrder() throws IOException {
        write("b.parquet", SCHEMA, RowFactory.create("x", "or not", 1));
        write("a.parquet", SCHEMA, RowFactory.create("z", "to be", 2), RowFactory.create("y", "question", 1));
        DatasetMetadata metadata = prepare(parquet("*.parquet"));

        assertThat(ids()).containsExactly("a.parquet:1", "a.parquet:2", "b.parquet:1");
        assertThat(texts()).containsExactly("to be", "question", "or not");
        assertThat(metadata.inputs()).extracting(InputFile::name).containsExactly("a.parquet", "b.parquet");
        assertThat(metadata.inputs())
                .allSatisfy(input -> assertThat(input.bytes()).isEqualTo(Files.size(corpus.resolve(input.name()))));
        assertThat(new Preparation(SPARK, parquet("*.parquet")).alreadyComplete())
                .contains(metadata);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void theSameRowsAsJsonLinesGiveTheSameTokens(long seed) throws IOException {
        List<Row> rows = Tables.randomRows(new SplittableRandom(seed), 300);
        Dataset<Row> table = Tables.table(SPARK, SCHEMA, rows);
        Tables.write(table, "parquet", corpus.resolve("a.parquet"));
        Tables.write(table, "json", corpus.resolve("a.jsonl"));
        DatasetMetadata made = prepare(parquet("a.parquet"));
        Path other = folder.resolve("other");
        CorpusOptions lines = Corpora.lines(corpus, Map.of("train", "a.jsonl")).with(JsonlOptions.DEFAULT);
        DatasetMetadata expected = prepare(Corpora.options(lines, other));

        assertThat(made.splits()).isEqualTo(expected.splits());
        assertThat(made.counts("train").rowsRejected()).isPositive();
        assertThat(made.counts("train").rowsRead()).isEqualTo(300);
        assertThat(made.counts("train").isClosed()).isTrue();
        assertThat(made.vocabulary()).isEqualTo(expected.vocabulary());
        assertThat(made.labels()).isEqualTo(expected.labels());
        List<PaddedSequence> ours = rows(data);
        List<PaddedSequence> theirs = rows(other);
        assertThat(ours).hasSameSizeAs(theirs);
        for (int i = 0; i < ours.size(); i++) {
            assertThat(ours.get(i).id()).isEqualTo(theirs.get(i).id().replace("jsonl", "parquet"));
            assertThat(ours.get(i).tokens()).isEqualTo(theirs.get(i).tokens());
            assertThat(ours.get(i).labels()).isEqualTo(theirs.get(i).labels());
        }
        assertThat(Files.readString(data.resolve(DatasetLayout.rejected(0))).replace("a.parquet", "a.jsonl"))
                .isEqualTo(Files.readString(other.resolve(DatasetLayout.rejected(0)))
                        .replace("Line", "Row")
                        .replace("no field text", "the column text null")
                        .replace("no field label", "the column label null"));
    }

    @Test
    void tokensHaveALabelEach() throws IOException {
        write(
                "a.parquet",
                "doc struct<words array<string>>, tags array<bigint>",
                RowFactory.create(RowFactory.create(List.of("to", "be")), List.of(7L, 8L)),
                RowFactory.create(RowFactory.create(List.of("to", "be")), List.of(7L)));
        DatasetMetadata metadata = prepare(
                options(source("parquet", "doc.words", "tags", LabelLevel.TOKEN, ""), Map.of("train", "a.parquet")));
        assertThat(texts()).containsExactly("to be");
        assertThat(rows(data).get(0).labels()).containsExactly(0, 1);
        assertThat(metadata.counts("train").rejected()).isEqualTo(Map.of("missing-label", 1L));
    }

    @Test
    void aColumnMayHaveANameWithDotsAndQuotes() throws IOException {
        write("a.parquet", "`a.b``c` string", RowFactory.create("dots"));
        prepare(options(source("parquet", "a.b`c", "", LabelLevel.SEQUENCE, ""), Map.of("train", "a.parquet")));
        assertThat(texts()).containsExactly("dots");
    }

    @Test
    void foldersMayTellAColumnAndHoldEmptyFiles() throws IOException {
        write("train/lang=en/part 1%20.parquet", "text string", RowFactory.create("to be"));
        write("train/lang=de/part 1%20.parquet", "text string", RowFactory.create("sein"));
        write("train/lang=de/part-2.parquet", "text string");
        DatasetMetadata metadata =
                prepare(options(source("parquet", "text", "lang", LabelLevel.SEQUENCE, ""), Map.of("train", "train")));
        assertThat(ids()).containsExactly("train/lang=de/part 1%20.parquet:1", "train/lang=en/part 1%20.parquet:1");
        assertThat(rows(data)).extracting(row -> row.labels()[0]).containsExactly(0, 1);
        assertThat(metadata.inputs())
                .extracting(input -> input.name() + " " + input.records())
                .containsExactly(
                        "train/lang=de/part 1%20.parquet 1",
                        "train/lang=de/part-2.parquet 0", "train/lang=en/part 1%20.parquet 1");
    }

    @Test
    void patternsOfFoldersTellTheSameColumns() throws IOException {
        write("lang=en/a.parquet", "text string", RowFactory.create("to be"));
        write("lang=de/a.parquet", "text string", RowFactory.create("sein"));
        write("lang=fr/a.parquet", "text string", RowFactory.create("suis"));
        prepare(options(source("parquet", "text", "lang", LabelLevel.SEQUENCE, ""), Map.of("train", "lang={de,en}")));
        assertThat(ids()).containsExactly("lang=de/a.parquet:1", "lang=en/a.parquet:1");
    }

    @ParameterizedTest
    @CsvSource({"orc", "json", "csv", "parquet"})
    void rowsMayHaveIdsOfTheirOwn(String format) throws IOException {
        List<Row> rows = new ArrayList<>(Tables.randomRows(new SplittableRandom(4), 50));
        Collections.reverse(rows);
        Tables.write(Tables.table(SPARK, SCHEMA, rows), format, corpus.resolve("a." + format));
        SparkSourceOptions source = new SparkSourceOptions(
                format,
                format.equals("csv") ? Map.of("header", "true") : Map.of(),
                "text",
                "label",
                LabelLevel.SEQUENCE,
                "key");
        DatasetMetadata metadata = prepare(options(source, Map.of("train", "a.*")));
        List<String> expected = rows.stream()
                .filter(row -> !row.isNullAt(1) && !row.isNullAt(2))
                .map(row -> row.getString(0))
                .sorted()
                .toList();
        assertThat(ids()).isEqualTo(expected);
        assertThat(metadata.counts("train").rowsRead()).isEqualTo(50);
        assertThat(metadata.counts("train").rowsRejected()).isEqualTo(50 - expected.size());
        assertThat(new Preparation(SPARK, options(source, Map.of("train", "a.*"))).alreadyComplete())
                .contains(metadata);
    }

    @Test
    void aRowWithoutItsIdIsRejected() throws IOException {
        write("a.parquet", "key bigint, text string", RowFactory.create(5L, "a"), RowFactory.create(null, "b"));
        DatasetMetadata metadata = prepare(
                options(source("parquet", "text", "", LabelLevel.SEQUENCE, "key"), Map.of("train", "a.parquet")));
        assertThat(ids()).containsExactly("5");
        assertThat(metadata.counts("train").rejected()).isEqualTo(Map.of("missing-id", 1L));
        assertThat(Files.readString(data.resolve(DatasetLayout.rejected(0))))
                .isEqualTo("{\"split\":\"train\",\"file\":\"a.parquet\",\"line\":2,\"reason\":\"missing-id\","
                        + "\"detail\":\"Row 2 has no id in the column key\"}\n");
    }
}
