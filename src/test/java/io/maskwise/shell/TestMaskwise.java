package io.maskwise.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.maskwise.ExitCode;
import io.maskwise.MaskwiseException;
import io.maskwise.config.MaskwiseConfig;
import io.maskwise.jobs.Console;
import io.maskwise.jobs.ExistingOutput;
import io.maskwise.jobs.SessionCommands;
import io.maskwise.report.Terminal;
import io.maskwise.testing.SparkSessions;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import scala.collection.JavaConverters;

/** What a shell's user calls, called from Java. */
class TestMaskwise {
    private static final List<String> WORDS = List.of("fine", "dull", "very", "not", "the", "film", "play");

    private static final List<String> BEGINS =
            List.of("", "so ", "what a ", "the film was ", "this play was so ", "my show is much too ");

    private static final List<String> GOOD = List.of("fine", "lovely", "witty", "warm");

    private static final List<String> BAD = List.of("dull", "long", "silly", "cold");

    private static final StructType REVIEWS = new StructType()
            .add("number", DataTypes.LongType)
            .add("review", DataTypes.StringType)
            .add("verdict", DataTypes.StringType);

    private static final SparkSession SPARK = SparkSessions.local();

    @TempDir
    private static Path shared;

    @SuppressWarnings("NullAway.Init") // set before every test
    private static TrainedModel model;

    @TempDir
    private Path temporary;

    @BeforeAll
    static void train() {
        PreparedData data = prepare(frame(REVIEWS, 2, reviews(20, 5)))
                .maximumLength(4)
                .set("padding.too-long", "windows")
                .to(shared + "/data");
        model = small(data).to(shared + "/run");
    }

    private String path(String name) {
        return temporary.resolve(name).toString();
    }

    private static Dataset<Row> frame(StructType columns, int parts, List<Row> rows) {
        return SPARK.createDataFrame(
                JavaSparkContext.fromSparkContext(SPARK.sparkContext()).parallelize(rows, parts), columns);
    }

    private static List<Row> reviews(int count, long seed) {
        Random random = new Random(seed);
        List<Row> rows = new ArrayList<>();
        for (long number = 0; number < count; number++) {
            List<String> words = new ArrayList<>();
            for (int length = 1 + random.nextInt(6); length > 0; length--) {
                words.add(WORDS.get(random.nextInt(WORDS.size())));
            }
            rows.add(RowFactory.create(number, String.join(" ", words), words.contains("fine") ? "good" : "bad"));
        }
        return rows;
    }

    private static DataPreparation prepare(Dataset<Row> frame) {
        return Maskwise.prepare(frame).text("review").label("verdict").buckets(2);
    }

    private static ModelTraining small(PreparedData data) {
        return Maskwise.train(data)
                .embedding(3)
                .units(3)
                .epochs(1)
                .batch(8)
                .workers(2)
                .set("train.averaging-frequency", 2)
                .set("report.tensorboard", false)
                .set("report.html", false);
    }

    private SessionCommands commands() {
        PrintWriter nowhere = new PrintWriter(Writer.nullWriter());
        return new SessionCommands(SPARK, new Console(nowhere, nowhere, Terminal.plain(), InstantSource.system()));
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = 7)
    void trainsToTheParametersThatTheCommandsTrainTo(long seed) {
        Dataset<Row> frame = frame(REVIEWS, 3, reviews(40, seed));
        frame.coalesce(1).write().parquet(path("corpus/train.parquet"));
        List<String> assignments = List.of(
                "corpus.format=parquet",
                "corpus.path=" + path("corpus"),
                "corpus.splits={ train = train.parquet }",
                "corpus.spark={ text = review, label = verdict, id = number }",
                "buckets.count=2",
                "dataset.path=" + path("data"),
                "model={ task = classification, embedding = 3, rnn.units = 3 }",
                "train={ epochs = 1, workers = 2, batch.rows = 8, averaging-frequency = 2 }",
                "report={ tensorboard = false, html = false }",
                "run={ root = \"" + path("runs") + "\", id = command }");
        MaskwiseConfig config = MaskwiseConfig.load(List.of(), assignments);
        commands().prepare(config, ExistingOutput.REFUSE, "files");
        Object digest =
                commands().train(config, ExistingOutput.REFUSE).metrics().getOrDefault("parametersDigest", "");

        PreparedData data = prepare(frame).id("number").to(path("mine"));
        assertThat(data.df().collectAsList())
                .containsExactlyElementsOf(Maskwise.data(path("data")).df().collectAsList());
        TrainedModel model = small(data).to(path("runs/shell"));
        assertThat(model.digest()).isEqualTo(digest);
        assertThat(Maskwise.model(path("runs/shell")).losses()).containsExactly(model.loss());
    }

    @Test
    void theSameRowsAreTheSameDatasetHoweverTheyAreCut() throws Exception {
        List<Row> rows = reviews(30, 3);
        prepare(frame(REVIEWS, 1, rows)).holdOut("test", 0.3).to(path("one"));
        prepare(frame(REVIEWS, 7, rows)).holdOut("test", 0.3).to(path("many"));
        assertThat(temporary.resolve("one/_maskwise/dataset.json"))
                .hasSameTextualContentAs(temporary.resolve("many/_maskwise/dataset.json"));
        try (Stream<Path> left = Files.list(temporary)) {
            assertThat(left).hasSize(2); // no DataFrame waits there any more
        }
    }

    @Test
    void whatIsCompleteIsUsedAndWhatIsThereOtherwiseRefused() {
        Dataset<Row> frame = frame(REVIEWS, 2, reviews(20, 4));
        String first = prepare(frame).to(path("data")).toString();
        assertThat(prepare(frame).to(path("data"))).hasToString(first);
        assertThatThrownBy(() -> prepare(frame).lowerCase().to(path("data")))
                .isInstanceOf(MaskwiseException.class)
                .hasMessage("Cannot write the dataset " + path("data")
                        + ": a dataset made otherwise is there: tokenizer.lower-case was false and is true (choose another"
                        + " dataset.path, or replace it by .overwrite())")
                .hasNoCause();
        assertThat(prepare(frame).lowerCase().overwrite().to(path("data")).splits())
                .containsExactly("train");
    }

    /** A model that tells by its last word, without exception, which verdict a text has. */
    private TrainedModel ofLastWords() {
        List<Row> rows = new ArrayList<>();
        for (String begin : BEGINS) {
            GOOD.forEach(word -> rows.add(RowFactory.create(0L, begin + word, "good")));
            BAD.forEach(word -> rows.add(RowFactory.create(0L, begin + word, "bad")));
        }
        PreparedData data = prepare(frame(REVIEWS, 1, rows)).to(path("words"));
        TrainedModel trained = Maskwise.train(data)
                .embedding(16)
                .units(16)
                .epochs(4)
                .batch(2)
                .learningRate(0.01)
                .set("report.tensorboard", false)
                .set("report.html", false)
                .to(path("words-run"));
        assertThat(trained.loss()).isLessThan(0.05);
        return trained;
    }

    /** Texts of unlike lengths and verdicts that take no turns, so that any other order would show. */
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = 8)
    void predictionsStandBesideTheColumnsOfTheirRows(long seed) {
        StructType columns = new StructType()
                .add("id", DataTypes.LongType)
                .add("review", DataTypes.StringType)
                .add("length", DataTypes.createArrayType(DataTypes.DoubleType));
        List<String> words = Stream.of(GOOD, BAD).flatMap(List::stream).toList();
        Random random = new Random(seed);
        List<Row> rows = new ArrayList<>();
        for (long id = 0; id < 40; id++) {
            String text = BEGINS.get(random.nextInt(BEGINS.size())) + words.get(random.nextInt(words.size()));
            rows.add(RowFactory.create(39 - id, id == 4 ? null : text, new Double[] {0.5 * id}));
        }
        Dataset<Row> frame = frame(columns, 4, rows);
        TrainedModel ofLastWords = ofLastWords();
        Map<String, Double> probabilities = probabilitiesOfEachText(ofLastWords, frame);
        assertThat(Set.copyOf(probabilities.values())).hasSizeGreaterThan(10);
        for (Dataset<Row> predicted : List.of(
                Maskwise.predict(ofLastWords, frame).toDF(),
                Maskwise.predict(ofLastWords, frame).id("id").to(path("predictions")))) {
            assertThat(predicted.columns()).containsExactly("id", "review", "length", "prediction", "probability");
            assertThat(predicted.select("id", "review", "length").collectAsList())
                    .containsExactlyElementsOf(frame.collectAsList());
            for (Row row : predicted.collectAsList()) {
                @Nullable String text = row.getAs("review");
                if (text == null) {
                    assertThat(row.isNullAt(3) && row.isNullAt(4)).isTrue();
                } else {
                    assertThat(row.getString(3)).as(text).isEqualTo(verdict(text));
                    assertThat(row.getDouble(4))
                            .as(text)
                            .isCloseTo(Objects.requireNonNull(probabilities.get(text)), within(1e-6));
                }
            }
        }
    }

    private static String verdict(String text) {
        return GOOD.contains(text.substring(text.lastIndexOf(' ') + 1)) ? "good" : "bad";
    }

    /** By a frame that has each text once, and in another order. */
    private static Map<String, Double> probabilitiesOfEachText(TrainedModel model, Dataset<Row> frame) {
        Dataset<Row> texts = frame.select("review")
                .na()
                .drop()
                .distinct()
                .coalesce(1)
                .sort(functions.reverse(functions.col("review")));
        return Maskwise.predict(model, texts).toDF().collectAsList().stream()
                .collect(Collectors.toMap(row -> row.getAs("review"), row -> row.getAs("probability")));
    }

    @Test
    void functionsOfQueriesMayNameAnswers() {
        PreparedData data = Maskwise.data(shared + "/data");
        TrainedModel trained = model;
        SPARK.udf()
                .register(
                        "named",
                        (UDF1<Integer, String>) label -> data.labels()[label] + trained.path(),
                        DataTypes.StringType);
        assertThat(data.df()
                        .selectExpr("named(label)")
                        .distinct()
                        .sort("named(label)")
                        .collectAsList())
                .containsExactly(RowFactory.create("bad" + model.path()), RowFactory.create("good" + model.path()));
    }

    @Test
    void aRowThatIsCutIntoWindowsStandsThereForEach() {
        StructType columns = new StructType().add("review", DataTypes.StringType);
        String wide = "the film was very ".repeat(12) + "fine";
        Dataset<Row> frame = frame(columns, 2, List.of(RowFactory.create("dull"), RowFactory.create(wide)));
        Dataset<Row> predicted = Maskwise.predict(model, frame).toDF();
        assertThat(predicted.groupBy("review").count().collectAsList())
                .containsExactlyInAnyOrder(RowFactory.create("dull", 1L), RowFactory.create(wide, 13L));
        assertThat(predicted.first().getString(0)).isEqualTo("dull");
    }

    @Test
    void tokensAreNotCutAgainWhateverElseIsSaid() {
        Dataset<Row> frame =
                frame(REVIEWS, 1, reviews(10, 6)).withColumn("words", functions.expr("array(\"Don't\", 'U.S.')"));
        PreparedData data = Maskwise.prepare(frame)
                .text("words")
                .label("verdict")
                .lowerCase()
                .buckets(1)
                .to(path("data"));
        assertThat(data.df().agg(functions.max("length")).first().getInt(0)).isEqualTo(2);
    }

    @Test
    void tokensWithLabelsOfTheirOwnNeedNoOptions() {
        Dataset<Row> frame = frame(REVIEWS, 1, reviews(10, 6))
                .withColumn("words", functions.split(functions.col("review"), " "))
                .withColumn("kinds", functions.expr("transform(words, word -> length(word))"));
        PreparedData data =
                Maskwise.prepare(frame).text("words").label("kinds").buckets(1).to(path("data"));
        assertThat(data.df().columns()).contains("tokens", "mask", "length", "labels");
        assertThat(data.labels()).isSubsetOf("3", "4");
        assertThat(small(data).to(path("run")).task()).isEqualTo("tagging");
        EvaluationReport report = Maskwise.evaluate(Maskwise.model(path("run")), data)
                .set("report.html", false)
                .on("train");
        assertThat(report.support())
                .isEqualTo(
                        report.perClass().agg(functions.sum("support")).first().getLong(0));
        for (Dataset<Row> slices : List.of(report.perLength(), report.perBucket())) {
            assertThat(slices.agg(functions.sum("tokens")).first().getLong(0)).isEqualTo(report.support());
        }
        assertThat(report.perLength().select("shortest", "longest").first()).isEqualTo(RowFactory.create(1, 4));
        assertThat(report.accuracy()).isBetween(0.0, 1.0);
        assertThatThrownBy(() -> report.figure("acuracy"))
                .hasMessageStartingWith("Invalid figure: 'acuracy' (must be one of rows, loss, accuracy, ");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "text|txt|its DataFrame has no column txt (it has: number bigint, review string, verdict string, share double;"
                        + " name the column by .text(\"...\"))",
                "text|number|its column number is of the type bigint (must be string, or array<string> of tokens; it has:"
                        + " number bigint, review string, verdict string, share double; name the column by .text(\"...\"))",
                "label|class|its DataFrame has no column class (it has: number bigint, review string, verdict string, share"
                        + " double; name the column by .label(\"...\"))",
                "label|share|its column share is of the type double (must be string, a whole number or boolean; of an array,"
                        + " .set(\"corpus.spark.level\", \"token\"); it has: number bigint, review string, verdict string,"
                        + " share double; name the column by .label(\"...\"))",
                "id|key|its DataFrame has no column key (it has: number bigint, review string, verdict string, share double;"
                        + " name the column by .id(\"...\"))",
            })
    void aColumnThatIsNotThereOrOfAWrongTypeIsNamed(String role, String column, String complaint) {
        Dataset<Row> frame = frame(REVIEWS, 1, reviews(5, 1)).withColumn("share", functions.lit(0.5));
        DataPreparation preparation = prepare(frame);
        switch (role) {
            case "text" -> preparation.text(column);
            case "label" -> preparation.label(column);
            default -> preparation.id(column);
        }
        assertThatThrownBy(() -> preparation.to(path("data")))
                .isInstanceOfSatisfying(
                        MaskwiseException.class,
                        known -> assertThat(known.exitCode()).isEqualTo(ExitCode.INPUT))
                .hasMessage("Cannot read the split train: " + complaint);
        assertThat(temporary).isEmptyDirectory();
    }

    @Test
    void aColumnThatIsNullInAllRowsIsNamed() {
        Dataset<Row> frame = frame(REVIEWS, 2, reviews(5, 1))
                .withColumn("verdict", functions.lit(null).cast("string"));
        assertThatThrownBy(() -> prepare(frame).to(path("data")))
                .hasMessage(
                        "Cannot read the split train: the column verdict of its DataFrame is null in all of 5 rows (it"
                                + " has: review string, verdict string; name another column by .label(\"...\"))");
        assertThat(temporary).isEmptyDirectory();
    }

    @Test
    void rowsWithNullsAreRejectedAndCounted() {
        List<Row> rows = new ArrayList<>(reviews(10, 2));
        rows.add(RowFactory.create(10L, null, "good"));
        rows.add(RowFactory.create(11L, "fine", null));
        PreparedData data = prepare(frame(REVIEWS, 2, rows)).to(path("data"));
        assertThat(data.toString()).contains("rows train 10 (2 rejected, 0 dropped)");
        assertThat(data.account()).contains("rejected because");
        assertThat(data.rejected().orderBy("line").select("line", "detail").collectAsList())
                .containsExactly(
                        RowFactory.create(
                                11L, "Row 11 has the column review null (must be a string, or an array of strings)"),
                        RowFactory.create(12L, "Row 12 has the column verdict null (must be a string or a number)"));
    }

    @Test
    void aDataFrameWithoutRowsIsRefused() {
        assertThatThrownBy(() -> prepare(frame(REVIEWS, 2, List.of())).to(path("data")))
                .hasMessage("Cannot read the split train: its DataFrame has no rows (must have at least one)");
    }

    @Test
    void aKeyThatDoesNotExistIsRefusedWithTheNearest() {
        Dataset<Row> frame = frame(REVIEWS, 1, reviews(5, 1));
        assertThatThrownBy(() -> prepare(frame).set("buckets.cuont", 3).to(path("data")))
                .hasMessage("Invalid key: buckets.cuont (did you mean buckets.count?), --set buckets.cuont");
        assertThatThrownBy(() -> prepare(frame).set("dataset.path", "elsewhere").to(path("data")))
                .hasMessage("Invalid key: dataset.path (must not be set, as .to(folder) says it)");
        assertThatThrownBy(() -> prepare(frame).buckets(0).to(path("data")))
                .hasMessageStartingWith("Invalid buckets.count: ");
    }

    @Test
    void aColumnThatIsNamedAsAPredictionIsRefused() {
        Dataset<Row> reviews = frame(REVIEWS, 1, reviews(3, 9));
        Dataset<Row> frame = reviews.withColumnRenamed("verdict", "Prediction");
        assertThatThrownBy(() -> Maskwise.predict(model, frame).toDF())
                .hasMessage(
                        "Cannot predict the DataFrame: it has a column Prediction, as its predictions do (rename it by"
                                + " .withColumnRenamed(\"Prediction\", \"...\"), or leave it out by .drop(\"Prediction\"))");
        assertThatThrownBy(() -> Maskwise.predict(model, reviews.drop("review")).toDF())
                .hasMessageStartingWith(
                        "Cannot read the split rows: its DataFrame has no column review (it has: number");
    }

    @Test
    void dataWithoutLabelsIsNotTrainedOn() {
        PreparedData data =
                prepare(frame(REVIEWS, 1, reviews(5, 1))).unlabelled().to(path("data"));
        assertThatThrownBy(() -> small(data).to(path("run")))
                .hasMessage("Cannot train on " + path("data") + ": it has no labels (prepare it with .label(\"...\"))");
        assertThatThrownBy(() -> small(data).to(path("a run")))
                .hasMessageStartingWith("Invalid folder of a run: '" + path("a run") + "' (");
    }

    static Stream<Object> lists() {
        return Stream.of(List.of(4, 8), JavaConverters.asScalaBuffer(List.of(4, 8)));
    }

    @ParameterizedTest
    @MethodSource("lists")
    void listsAndMapsAreValuesToo(Object bounds) {
        Settings settings = new Settings();
        settings.set("buckets.bounds", bounds);
        settings.set("train.class-weights", Map.of("a b", 2.5));
        settings.set("model.task", "tagging");
        assertThat(settings.load(List.of()).buckets().bounds()).containsExactly(4, 8);
        assertThat(settings.load(List.of()).train().classWeights()).containsExactly(Map.entry("a b", 2.5));
    }

    @Test
    void aBuilderSaysWhatItWaitsFor() {
        Dataset<Row> frame = frame(REVIEWS, 1, reviews(5, 1));
        assertThat(Stream.of(prepare(frame), prepare(frame).split("test", frame))
                        .map(DataPreparation::toString))
                .containsExactly(
                        "a dataset of train, which .to(folder) prepares",
                        "a dataset of train, test, which .to(folder) prepares");
    }
}
