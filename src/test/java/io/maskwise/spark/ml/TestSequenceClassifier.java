package io.maskwise.spark.ml;

import static org.assertj.core.api.Assertions.assertThat;
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
import org.apache.spark.ml.evaluation.MulticlassClassificationEvaluator;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Classification by a pipeline, beside the same by the commands. */
class TestSequenceClassifier {
    private static final SparkSession SPARK = SparkSessions.local();
    private static final List<Samples.Question> QUESTIONS = Samples.questions(new Random(1), 120);

    @TempDir
    static Path folder;

    private static ByCommands byCommands;
    private static Dataset<Row> table;
    private static PipelineModel fitted;

    @BeforeAll
    static void train() throws IOException {
        PreparedDataset dataset = Samples.prepare(SPARK, folder, QUESTIONS);
        byCommands = ByCommands.train(SPARK, folder, dataset, ModelTask.CLASSIFICATION);
        table = Samples.table(SPARK, QUESTIONS);
        fitted = Samples.pipeline(Samples.vectorizer(), Samples.classifier()).fit(table);
    }

    private static SequenceClassificationModel model(PipelineModel pipeline) {
        return (SequenceClassificationModel) pipeline.stages()[1];
    }

    private static double measured(Dataset<Row> predicted, String metric) {
        return new MaskedEvaluator().setMetricName(metric).evaluate(predicted);
    }

    @Test
    void aPipelineTrainsTheParametersOfTheCommands() {
        assertThat(model(fitted).description().parametersDigest()).isEqualTo(byCommands.digest());
        assertThat(model(fitted).vocabulary()).isEqualTo(byCommands.dataset().vocabulary());
        assertThat(model(fitted).summary().orElseThrow().lossPerEpoch())
                .isEqualTo(byCommands.summary().lossPerEpoch());
    }

    @Test
    void itMeasuresWhatTheCommandMeasures() {
        ClassificationMetrics expected = byCommands.evaluate(SPARK);
        Dataset<Row> predicted = fitted.transform(table).cache();
        assertThat(measured(predicted, "accuracy"))
                .isEqualTo(expected.accuracy())
                .isGreaterThan(0.5);
        assertThat(measured(predicted, "macroF1")).isEqualTo(expected.macroF1());
        assertThat(measured(predicted, "microF1")).isEqualTo(expected.microF1());
        assertThat(measured(predicted, "weightedF1")).isEqualTo(expected.weightedF1());
        assertThat(measured(predicted, "loss")).isCloseTo(expected.loss(), within(1e-6));
        predicted.unpersist();
    }

    @Test
    void labelsThatAreNumbersTrainTheSameAndSuitSparksOwnEvaluators() {
        PipelineModel numbers = Samples.pipeline(
                        Samples.vectorizer(), Samples.classifier().setLabelCol("number"))
                .fit(table);
        assertThat(model(numbers).description().parametersDigest()).isEqualTo(byCommands.digest());
        Dataset<Row> predicted = numbers.transform(table).cache();
        MulticlassClassificationEvaluator spark =
                new MulticlassClassificationEvaluator().setLabelCol("number").setMetricName("accuracy");
        MaskedEvaluator ours = new MaskedEvaluator().setLabelCol("number");
        assertThat(spark.evaluate(predicted)).isCloseTo(ours.evaluate(predicted), within(1e-12));
        assertThat(spark.setMetricName("logLoss").evaluate(predicted))
                .isCloseTo(ours.setMetricName("loss").evaluate(predicted), within(1e-9));
        predicted.unpersist();
    }

    @Test
    void theLabelOfARowOfPaddingIsNoClass() {
        Dataset<Row> vectorised = fitted.stages()[0].transform(table);
        Dataset<Row> padding = vectorised
                .limit(3)
                .withColumn("mask", functions.expr("transform(mask, real -> false)"))
                .withColumn("label", functions.expr("IF(id > 'train.tsv:5', 'Z', null)"));
        assertThat(Samples.classifier().fit(vectorised.union(padding)).labels()).containsExactly("A", "B", "C");
    }

    @Test
    void whatIsSavedPredictsTheSame() throws IOException {
        String path = folder.resolve("saved").toString();
        fitted.write().save(path);
        PipelineModel loaded = PipelineModel.load(path);
        List<Row> expected = fitted.transform(table).orderBy("id").collectAsList();
        assertThat(loaded.transform(table).orderBy("id").collectAsList()).isEqualTo(expected);
        assertThat(model(loaded).labels()).containsExactly("A", "B", "C");
        assertThat(loaded.transform(table).schema())
                .isEqualTo(fitted.transform(table).schema());
    }
}
