package io.maskwise.spark.ml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.maskwise.metrics.ClassificationMetrics;
import io.maskwise.model.ModelTask;
import io.maskwise.spark.PreparedDataset;
import io.maskwise.testing.SparkSessions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tagging by a pipeline, beside the same by the commands. */
class TestSequenceTagger {
    private static final SparkSession SPARK = SparkSessions.local();
    private static final List<Samples.Sentence> SENTENCES = Samples.sentences(new Random(2), 90);

    @TempDir
    static Path folder;

    private static ByCommands byCommands;
    private static Dataset<Row> table;
    private static PipelineModel fitted;

    @BeforeAll
    static void train() throws IOException {
        PreparedDataset dataset = Samples.prepareTagged(SPARK, folder, SENTENCES);
        byCommands = ByCommands.train(SPARK, folder, dataset, ModelTask.TAGGING);
        table = Samples.tagged(SPARK, SENTENCES);
        fitted = Samples.pipeline(Samples.vectorizer(), Samples.tagger()).fit(table);
    }

    private static SequenceTaggingModel model(PipelineModel pipeline) {
        return (SequenceTaggingModel) pipeline.stages()[1];
    }

    private static MaskedEvaluator measuring(String metric) {
        return new MaskedEvaluator().setLabelCol("labels").setMetricName(metric);
    }

    @Test
    void aPipelineTrainsTheParametersOfTheCommands() {
        assertThat(model(fitted).description().parametersDigest()).isEqualTo(byCommands.digest());
    }

    @Test
    void aPreparedDatasetIsATableToo() {
        PipelineModel ofDataset =
                Samples.pipeline(Samples.tagger()).fit(byCommands.dataset().split("train"));
        assertThat(((SequenceTaggingModel) ofDataset.stages()[0]).description().parametersDigest())
                .isEqualTo(byCommands.digest());
    }

    @Test
    void itMeasuresWhatTheCommandMeasures() {
        ClassificationMetrics expected = byCommands.evaluate(SPARK);
        Dataset<Row> predicted = fitted.transform(table).cache();
        assertThat(measuring("accuracy").evaluate(predicted)).isEqualTo(expected.accuracy());
        assertThat(measuring("macroF1").evaluate(predicted)).isEqualTo(expected.macroF1());
        assertThat(measuring("loss").evaluate(predicted)).isCloseTo(expected.loss(), within(1e-6));
        predicted.unpersist();
    }

    @Test
    void eachRealTokenHasAPredictionAndNoOther() {
        for (Row row : fitted.transform(table)
                .select("length", "prediction", "probability")
                .collectAsList()) {
            assertThat(row.getList(1))
                    .hasSize(row.getInt(0))
                    .isSubsetOf(List.of(model(fitted).labels()));
            assertThat(row.<Object>getList(2)).hasSize(row.getInt(0));
        }
    }

    /** Padding before and after, with any token and any label in it. */
    private static Dataset<Row> paddedMore(Dataset<Row> vectorised) {
        return vectorised
                .withColumn("tokens", functions.expr("concat(array(3, 1), tokens, array(-7, 2147483647, 2))"))
                .withColumn(
                        "labels",
                        functions.expr(
                                "concat(array('?', null), labels, array_repeat('T0', size(mask) -" + " length + 3))"))
                .withColumn("mask", functions.expr("concat(array(false, false), mask, array(false, false, false))"));
    }

    @Test
    void whatIsPaddedIsNeverSeen() {
        Dataset<Row> vectorised = fitted.stages()[0].transform(table);
        Dataset<Row> plain = model(fitted).transform(vectorised).orderBy("id").cache();
        Dataset<Row> padded =
                model(fitted).transform(paddedMore(vectorised)).orderBy("id").cache();
        assertThat(padded.select("id", "prediction", "probability").collectAsList())
                .isEqualTo(plain.select("id", "prediction", "probability").collectAsList());
        for (String metric : List.of("accuracy", "macroF1", "loss")) {
            assertThat(measuring(metric).evaluate(padded))
                    .as(metric)
                    .isEqualTo(measuring(metric).evaluate(plain));
        }
        plain.unpersist();
        padded.unpersist();
    }

    private static String digestAfter(Dataset<Row> vectorised) {
        return Samples.tagger().fit(vectorised).description().parametersDigest();
    }

    @Test
    void whatStandsInPaddingTrainsNothing() {
        Dataset<Row> plain = fitted.stages()[0]
                .transform(table)
                .withColumn("tokens", functions.expr("transform(tokens, token -> token + 0)"));
        Dataset<Row> garbage = plain.withColumn(
                "tokens", functions.expr("transform(tokens, (token, i) -> IF(mask[i], token, 2147483647))"));
        assertThat(digestAfter(garbage)).isEqualTo(digestAfter(plain));
    }

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource({
        "tokens, 'IF(i = 0, null, value)', one of its tokens is null (must be none)",
        "mask, 'IF(i = 0, null, value)', one of its mask is null (must be none)",
        "tokens, 'IF(i = 0, 10000000, value)', 'it has the token id 10,000,000 (must be below 10,000,000;'"
    })
    void whatIsNoTokenIsRefused(String column, String change, String complaint) {
        Dataset<Row> changed = fitted.stages()[0]
                .transform(table)
                .withColumn(column, functions.expr("transform(%s, (value, i) -> %s)".formatted(column, change)));
        assertThatThrownBy(() -> Samples.tagger().fit(changed)).hasStackTraceContaining(complaint);
    }

    @Test
    void whatIsSavedPredictsTheSame() throws IOException {
        String path = folder.resolve("saved").toString();
        fitted.write().save(path);
        assertThat(PipelineModel.load(path).transform(table).orderBy("id").collectAsList())
                .isEqualTo(fitted.transform(table).orderBy("id").collectAsList());
    }
}
