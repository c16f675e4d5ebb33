package io.maskwise.spark.ml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.maskwise.MaskwiseException;
import io.maskwise.testing.SparkSessions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.tuning.CrossValidator;
import org.apache.spark.ml.tuning.CrossValidatorModel;
import org.apache.spark.ml.tuning.ParamGridBuilder;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What holds for classifiers and taggers alike: orders, runs, copies, choosing parameters, bad input. */
class TestSequenceEstimators {
    private static final SparkSession SPARK = SparkSessions.local();
    private static final String ROWS = "(1, array(2, 3, 0), array(true, true, false), 'A'),"
            + " (2, array(4, 2, 3), array(true, true, true), 'B'), (3, array(4, 0, 0), array(true, false, false), 'A')";

    @TempDir
    static Path folder;

    private static Dataset<Row> questions;
    private static Dataset<Row> rows;
    private static SequenceClassificationModel model;

    @BeforeAll
    static void fit() {
        questions = Samples.table(SPARK, Samples.questions(new Random(3), 60));
        rows = table(ROWS);
        model = classifier().fit(rows);
    }

    private static Dataset<Row> table(String values) {
        return SPARK.sql("SELECT * FROM VALUES " + values + " AS t(id, tokens, mask, label)");
    }

    private static SequenceClassifier classifier() {
        return Samples.classifier().setEpochs(1);
    }

    private static String digest(Dataset<Row> table) {
        return classifier().setOrderCol("").fit(table).description().parametersDigest();
    }

    @Test
    void withoutAnOrderTheRowsAreOrderedByWhatTheyHold() {
        assertThat(digest(rows.orderBy("label").coalesce(1)))
                .isEqualTo(digest(rows.repartition(5)))
                .isEqualTo(digest(rows.drop("id")));
    }

    @Test
    void aRunThatIsKeptGoesOnInsteadOfBeginningAgain() throws IOException {
        Path work = folder.resolve("work");
        SequenceClassifier classifier = classifier().setWorkDirectory(work.toString());
        String first = classifier.fit(rows).description().parametersDigest();
        Path run;
        try (Stream<Path> runs = Files.list(work)) {
            run = runs.filter(Files::isDirectory).findFirst().orElseThrow();
        }
        assertThat(run.resolve("_SUCCESS")).exists();
        long written = Files.getLastModifiedTime(run.resolve("_SUCCESS")).toMillis();
        assertThat(classifier.fit(rows).description().parametersDigest()).isEqualTo(first);
        assertThat(Files.getLastModifiedTime(run.resolve("_SUCCESS")).toMillis())
                .isEqualTo(written);
        classifier.copy(new ParamMap().put(classifier.seed().w(9))).fit(rows);
        try (Stream<Path> runs = Files.list(work)) {
            assertThat(runs.filter(Files::isDirectory))
                    .as("another seed is another run")
                    .hasSize(2);
        }
    }

    @Test
    void aRowOfPaddingHasNoPrediction() {
        Dataset<Row> some =
                table("(1, array(0, 0), array(false, false), 'A'), (2, array(2, 0), array(true, false), 'A'),"
                        + " (3, array(), array(), 'A')");
        List<Row> predicted = model.transform(some)
                .orderBy("id")
                .select("prediction", "probability")
                .collectAsList();
        assertThat(predicted.get(0).isNullAt(0)).isTrue();
        assertThat(predicted.get(0).isNullAt(1)).isTrue();
        assertThat(predicted.get(1).getString(0)).isIn("A", "B");
        assertThat(predicted.get(1).<Vector>getAs(1).size()).isEqualTo(2);
        assertThat(predicted.get(2).isNullAt(0)).isTrue();
    }

    @Test
    void aModelCanBeCopiedWithOtherColumns() {
        SequenceClassificationModel copy =
                model.copy(new ParamMap().put(model.predictionCol().w("guess")));
        assertThat(copy.transform(rows).columns()).endsWith("guess", "probability");
        assertThat(model.transform(rows).columns()).endsWith("prediction", "probability");
        assertThat(copy.uid()).isEqualTo(model.uid());
        assertThat(copy.parent()).isEqualTo(model.parent());
        assertThat(copy.description()).isEqualTo(model.description());
    }

    @Test
    void everyParameterIsExplained() {
        for (Param<?> param : new SequenceTagger().params()) {
            assertThat(param.doc()).as(param.name()).isNotBlank();
        }
        assertThat(new SequenceClassifier().explainParams())
                .contains("direction: which way the LSTM reads (forward, bidirectional) (default: bidirectional)")
                .contains(
                        "workers: logical workers; the result depends on them, not on cores or executors (default: 1)");
    }

    @Test
    void anEstimatorThatIsSavedIsTheSameWhenItIsLoaded() throws IOException {
        SequenceTagger tagger = Samples.tagger().setLayers("[]").setLearningRate(0.1);
        tagger.write().save(folder.resolve("tagger").toString());
        SequenceTagger loaded = SequenceTagger.load(folder.resolve("tagger").toString());
        assertThat(loaded.explainParams()).isEqualTo(tagger.explainParams());
        assertThat(loaded.uid()).isEqualTo(tagger.uid());
    }

    @Test
    void aCrossValidatorChoosesWhatLearns() throws IOException {
        TextVectorizer vectorizer = Samples.vectorizer();
        SequenceClassifier classifier = classifier();
        ParamMap[] grid = new ParamGridBuilder()
                .addGrid(classifier.learningRate(), new double[] {1e-9, 0.2})
                .build();
        CrossValidatorModel chosen = new CrossValidator()
                .setEstimator(Samples.pipeline(vectorizer, classifier))
                .setEstimatorParamMaps(grid)
                .setEvaluator(new MaskedEvaluator().setMetricName("loss"))
                .setNumFolds(2)
                .setSeed(5)
                .setParallelism(2)
                .fit(questions);
        assertThat(chosen.avgMetrics()[1]).isLessThan(chosen.avgMetrics()[0]);
        String path = folder.resolve("chosen").toString();
        chosen.write().save(path);
        CrossValidatorModel loaded = CrossValidatorModel.load(path);
        assertThat(loaded.transform(questions).orderBy("id").collectAsList())
                .isEqualTo(chosen.transform(questions).orderBy("id").collectAsList());
        assertThat(loaded.avgMetrics()).containsExactly(chosen.avgMetrics());
    }

    @Test
    void columnsThatAreMissingOrOfAnotherTypeAreRefusedBeforeAJob() {
        assertThatThrownBy(() -> classifier().fit(rows.drop("mask")))
                .isInstanceOf(MaskwiseException.class)
                .hasMessage(
                        "Cannot use the column mask: the table has none (it has: id int, tokens array<int>, label string;"
                                + " set maskCol)");
        assertThatThrownBy(() -> new SequenceTagger().setLabelCol("label").transformSchema(rows.schema()))
                .hasMessageContaining(
                        "Cannot use the column label: it is of the type string (must be array of string, boolean"
                                + " or numbers that are whole; ");
        assertThatThrownBy(() -> classifier().setOrderCol("mask").fit(rows))
                .hasMessageContaining(
                        "Cannot use the column mask: it is of the type array<boolean> (must be string, or a"
                                + " number; ");
        assertThatThrownBy(() -> model.transform(model.transform(rows)))
                .hasMessage("Cannot add the column prediction: the table has one of this name (must be a new one; set"
                        + " predictionCol)");
        assertThatThrownBy(() -> model.transform(rows.drop("tokens")))
                .hasMessageContaining("Cannot use the column tokens: the table has none");
    }

    @Test
    void rowsThatCannotBeTrainedOnAreNamed() {
        assertThatThrownBy(() -> classifier().fit(table("(7, array(2), array(true), CAST(NULL AS STRING))")))
                .isInstanceOf(MaskwiseException.class)
                .hasMessage("Cannot use the row 7: its column label is null");
        assertThatThrownBy(() -> classifier().fit(table("(7, array(2, 3), array(true), 'A')")))
                .hasMessage(
                        "Cannot use the row 7: it has 2 tokens, and a mask of 1 (must be as many, and at least one)");
        assertThatThrownBy(() -> classifier().fit(table("(7, array(-2), array(true), 'A')")))
                .hasMessage("Cannot use the row 7: it has the token id -2 (must be 0 to 1, the ids of its vocabulary)");
        assertThatThrownBy(() -> classifier().fit(table("(7, array(2), array(true), 0.5D)")))
                .hasMessage("Invalid label: 0.5 (must be a whole number, a string or a boolean)");
        assertThatThrownBy(() -> Samples.tagger()
                        .setLabelCol("label")
                        .fit(table("(7, array(2, 3, 0), array(true, true, false), array('A'))")))
                .hasMessage(
                        "Cannot use the row 7: it has 1 labels for 2 tokens (must be as many; where a vectorizer cuts"
                                + " tokens, name its labelsCol)");
        assertThatThrownBy(() -> classifier().fit(rows.limit(0)))
                .hasMessage("Cannot train on the column label: no label in it counts (must be at least one)");
    }

    @Test
    void tokensThatAModelDoesNotKnowAreRefused() {
        assertThatThrownBy(() -> model.transform(table("(1, array(99), array(true), 'A')"))
                        .collectAsList())
                .rootCause()
                .hasMessage(
                        "Cannot predict a row with the token id 99 (must be 0 to 4, the ids of the model's vocabulary)");
        SequenceClassificationModel ofWords =
                (SequenceClassificationModel) Samples.pipeline(Samples.vectorizer(), classifier())
                        .fit(questions)
                        .stages()[1];
        TextVectorizerModel other = Samples.vectorizer().fit(questions.limit(3));
        assertThatThrownBy(() -> ofWords.transform(other.transform(questions)))
                .isInstanceOf(MaskwiseException.class)
                .hasMessageContaining("Cannot predict the column tokens: its vocabulary has the SHA-256 ")
                .hasMessageContaining("use the vectorizer's model that was fitted with it");
    }

    @Test
    void parametersThatAreImpossibleAreRefused() {
        assertThatThrownBy(() -> classifier().setWorkers(0)).hasMessage("Invalid workers: '0' (must be >= 1)");
        assertThatThrownBy(() -> classifier().setUpdater("newton"))
                .hasMessageStartingWith("Invalid updater: 'newton' (must be one of sgd, ");
        assertThatThrownBy(() -> classifier().setLearningRate(0))
                .hasMessage("Invalid learningRate: '0.0' (must be > 0)");
        assertThatThrownBy(() -> classifier().setLayers("[{]").transformSchema(rows.schema()))
                .hasMessageStartingWith("Invalid layers: ")
                .hasMessageContaining("must be a JSON array of objects");
        assertThatThrownBy(() -> classifier()
                        .setLayers("[{\"type\": \"embedding\", \"inputs\": \"vocabulary\", \"size\": 4}]")
                        .transformSchema(rows.schema()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aModelOfAnotherVersionIsRefused() throws IOException {
        Path saved = folder.resolve("other-version");
        model.write().save(saved.toString());
        Path description = saved.resolve("model/model.json");
        Files.writeString(
                description, Files.readString(description).replace("\"formatVersion\" : 2", "\"formatVersion\" : 1"));
        assertThatThrownBy(() -> SequenceClassificationModel.load(saved.toString()))
                .isInstanceOf(MaskwiseException.class)
                .hasMessage(
                        "Cannot read %s: its format version is 1 (must be 2; train the model again with this version of"
                                + " maskwise, or use the version that made it)",
                        description);
        assertThatThrownBy(() -> SequenceTaggingModel.load(saved.toString()))
                .hasMessageContaining("Expected class name");
    }
}
