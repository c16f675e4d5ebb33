package io.maskwise.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.maskwise.ExitCode;
import io.maskwise.MaskwiseException;
import io.maskwise.sequence.PaddingOptions;
import io.maskwise.sequence.Side;
import io.maskwise.sequence.TooLong;
import io.maskwise.sequence.Truncation;
import io.maskwise.sequence.WindowOptions;
import io.maskwise.testing.SparkSessions;
import io.maskwise.text.CorpusOptions;
import io.maskwise.text.LabelLevel;
import io.maskwise.text.SparkSourceOptions;
import io.maskwise.training.ExistingTarget;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is no table, or not one that can be used, ends with a message that says what to do. */
class TestTablePreparationOfBadInput {
    private static final SparkSession SPARK = SparkSessions.local();

    @TempDir
    private Path folder;

    private Path corpus;
    private Path data;

    @BeforeEach
    void makeFolders() throws IOException {
        corpus = Files.createDirectory(folder.resolve("corpus"));
        data = folder.resolve("data");
    }

    private void write(String name, String schema, Row... rows) throws IOException {
        Tables.write(Tables.table(SPARK, schema, List.of(rows)), "parquet", corpus.resolve(name));
    }

    private static SparkSourceOptions source(String name, String id) {
        return new SparkSourceOptions(name, Map.of(), "text", "label", LabelLevel.SEQUENCE, id);
    }

    private Preparation preparation(SparkSourceOptions source, String train) {
        return new Preparation(
                SPARK,
                Corpora.options(Corpora.lines(corpus, Map.of("train", train)).with(source), data));
    }

    private void assertFails(SparkSourceOptions source, String train, ExitCode code, String... messages) {
        assertThatThrownBy(() -> preparation(source, train).run(ExistingTarget.REFUSE))
                .isInstanceOfSatisfying(MaskwiseException.class, failure -> {
                    assertThat(failure.exitCode()).isEqualTo(code);
                    assertThat(failure.getMessage()).doesNotContain("\n");
                })
                .hasMessageContainingAll(messages);
        assertThat(data).doesNotExist();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "text double, label int|text|sequence|its column text is of the type double (must be string, or array<string> of tokens; it has: text double, label int; set corpus.spark.text)",
                "text array<int>, label int|text|sequence|its column text is of the type array<int> (must be string, or array<string> of tokens; it has: text array<int>, label int; set corpus.spark.text)",
                "text string, label array<string>|text|token|its column text is of the type string (must be array<string>, as each token has a label; it has: text string, label array<string>; set corpus.spark.text)",
                "text string, label struct<a: int>|text|sequence|its column label is of the type struct<a:int> (must be string, a whole number or boolean; of an array, corpus.spark.level = token; it has: text string, label struct<a:int>; set corpus.spark.label)",
                "text string, label double|text|sequence|its column label is of the type double (must be",
                "text string, label array<int>|text|sequence|its column label is of the type array<int> (must be",
                "text array<string>, label string|text|token|its column label is of the type string (must be array of string, whole numbers or boolean, one for each token; it has",
                "texts string, label int|text|sequence|its table has no column text (it has: texts string, label int; set corpus.spark.text)",
                "text struct<a: string>, label int|text.b|sequence|its table has no column text.b (it has: text struct<a:string>, label int; set corpus.spark.text)",
            })
    void aColumnThatIsMissingOrOfTheWrongTypeIsNamed(String schema, String text, String level, String message)
            throws IOException {
        write("a.parquet", schema);
        SparkSourceOptions source = new SparkSourceOptions(
                "parquet", Map.of(), text, "label", level.equals("token") ? LabelLevel.TOKEN : LabelLevel.SEQUENCE, "");
        assertFails(source, "a.parquet", ExitCode.INPUT, "Cannot read the split train: " + message);
    }

    @Test
    void aColumnOfIdsMustHoldIds() throws IOException {
        write("a.parquet", "key float, text string, label int");
        assertFails(
                source("parquet", "key"),
                "a.parquet",
                ExitCode.INPUT,
                "its column key is of the type float (must be string or a whole number; it has: ");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void aDamagedFileIsNamed(int damaged) throws IOException {
        Row[] rows = new Row[500];
        Arrays.setAll(rows, row -> RowFactory.create("text number " + row, row % 3));
        List<Path> files = List.of(corpus.resolve("a.parquet"), corpus.resolve("b.parquet"));
        for (Path file : files) {
            write(file.getFileName().toString(), "text string, label int", rows);
        }
        Path file = files.get(damaged);
        byte[] whole = Files.readAllBytes(file);

        Files.write(file, Arrays.copyOf(whole, whole.length / 2));
        assertFails(SparkSourceOptions.DEFAULT, "*.parquet", ExitCode.INPUT, "Cannot read ", file.toString());

        byte[] bytes = whole.clone();
        Arrays.fill(bytes, 4, whole.length / 2, (byte) 0x5a);
        Files.write(file, bytes);
        assertFails(
                SparkSourceOptions.DEFAULT,
                "*.parquet",
                ExitCode.INPUT,
                "Cannot read " + file + " of the split train: ");

        Corpora.write(file, "this is no Parquet file\n");
        assertFails(SparkSourceOptions.DEFAULT, "*.parquet", ExitCode.INPUT, "Cannot read ", file.toString());
    }

    @Test
    void aFileWhoseColumnIsOfAnotherTypeIsNamed() throws IOException {
        write("a.parquet", "text string, label int", RowFactory.create("a", 1));
        write("b.parquet", "text double, label int", RowFactory.create(1.5, 1));
        assertFails(
                SparkSourceOptions.DEFAULT,
                "*.parquet",
                ExitCode.INPUT,
                "Cannot read " + corpus + "/b.parquet of the split train: ",
                "(is the file complete, and are its columns those of the others?)");
    }

    @Test
    void aFileThatTwoNamesFindIsNamed() throws IOException {
        write("a.parquet", "text string, label int", RowFactory.create("a", 1));
        assertFails(
                SparkSourceOptions.DEFAULT,
                "a.parquet, *.parquet",
                ExitCode.INPUT,
                "Cannot read the split train: " + corpus + "/a.parquet is found twice");
    }

    /** Of a record that is cut, and of one that says to be a part of it. */
    @Test
    void anIdLikeThatOfAWindowIsRefused() throws IOException {
        write(
                "a.parquet",
                "key string, text string, label int",
                RowFactory.create("x", "a b c", 1),
                RowFactory.create("x#0", "a", 1));
        CorpusOptions read = Corpora.lines(corpus, Map.of("train", "a.parquet")).with(source("parquet", "key"));
        PaddingOptions windows =
                new PaddingOptions(Side.POST, Truncation.POST, 2, TooLong.WINDOWS, WindowOptions.TOUCHING);
        Preparation preparation =
                new Preparation(SPARK, Corpora.with(Corpora.options(read, corpus.resolveSibling("windows")), windows));
        assertThatThrownBy(() -> preparation.run(ExistingTarget.REFUSE))
                .isInstanceOfSatisfying(
                        MaskwiseException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.INPUT))
                .hasMessageContaining("the id x#0 ends as those of windows do");
    }

    @Test
    void anIdThatStandsTwiceIsNamed() throws IOException {
        write("a.parquet", "key string, text string, label int", RowFactory.create("x", "a", 1));
        write(
                "b.parquet",
                "key string, text string, label int",
                RowFactory.create("y", "a", 1),
                RowFactory.create("x", "b", 1));
        assertFails(
                source("parquet", "key"),
                "*.parquet",
                ExitCode.INPUT,
                "Cannot read the split train: the id x stands twice in it (must be unique; set corpus.spark.id)");
    }

    @Test
    void aSourceThatKnowsNoOrderOfRowsNeedsIds() throws IOException {
        Corpora.write(corpus.resolve("a.json"), "{\"text\": \"a\", \"label\": 1}\n");
        assertFails(
                source("json", ""),
                "a.json",
                ExitCode.USAGE,
                "Invalid corpus.spark.id: \"\" (must be the column of a unique id, as Spark's source json does not say"
                        + " where in a file a row stands; parquet does)");
    }

    @Test
    void aSourceThatIsNotThereIsNamed() throws IOException {
        Corpora.write(corpus.resolve("a"), "anything\n");
        String complaint = " (must be a source that Spark finds; add one after --, such as -- --packages"
                + " org.apache.spark:spark-avro_2.12:" + SPARK.version() + " for avro)";
        assertFails(source("avro", ""), "a", ExitCode.USAGE, "Invalid corpus.spark.source: avro" + complaint);
        assertFails(source("nothing", ""), "a", ExitCode.USAGE, "Invalid corpus.spark.source: nothing" + complaint);
    }

    @Test
    void aSourceThatReadsNoFilesIsRefused() throws IOException {
        Corpora.write(corpus.resolve("a"), "anything\n");
        assertFails(
                source("rate", ""),
                "a",
                ExitCode.USAGE,
                "Invalid corpus.spark.source: rate (must read files, as parquet, orc, json and csv do; write what it reads"
                        + " as Parquet first)");
    }

    @Test
    void aTableOfNoRowsIsRefused() throws IOException {
        write("a.parquet", "text string, label int");
        assertFails(
                SparkSourceOptions.DEFAULT,
                "a.parquet",
                ExitCode.INPUT,
                "Cannot read the split train: the file a.parquet holds no records (must hold at least one)");
        assertFails(
                SparkSourceOptions.DEFAULT,
                "*.parquet",
                ExitCode.INPUT,
                "Cannot read the split train: none of its files holds a record (must be at least one)");
        Files.createDirectory(corpus.resolve("empty"));
        assertFails(SparkSourceOptions.DEFAULT, "empty", ExitCode.INPUT, "Cannot read the split train");
        assertFails(SparkSourceOptions.DEFAULT, "x*", ExitCode.INPUT, "no file matches x* in ");
    }

    @Test
    void whatTheSessionSaysOfDamagedFilesLosesNoRow() throws IOException {
        write("a.parquet", "text string, label int", RowFactory.create("a", 1));
        Corpora.write(corpus.resolve("b.parquet"), "this is no Parquet file\n");
        SPARK.conf().set("spark.sql.files.ignoreCorruptFiles", true);
        try {
            assertFails(
                    SparkSourceOptions.DEFAULT, "*.parquet", ExitCode.INPUT, "Cannot read " + corpus + "/b.parquet of");
        } finally {
            SPARK.conf().unset("spark.sql.files.ignoreCorruptFiles");
        }
    }
}
