package io.maskwise.spark.ml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.maskwise.MaskwiseException;
import io.maskwise.testing.SparkSessions;
import java.io.IOException;
import java.nio.file.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestMaskedEvaluator {
    private static final SparkSession SPARK = SparkSessions.local();

    private static Dataset<Row> table(String values, String columns) {
        return SPARK.sql("SELECT * FROM VALUES " + values + " AS t(" + columns + ")");
    }

    private static double measured(String metric, Dataset<Row> table) {
        return new MaskedEvaluator().setMetricName(metric).evaluate(table);
    }

    @Test
    void labelsOfRowsAreCompared() {
        Dataset<Row> table = table("('A', 'A'), ('B', 'A'), ('B', 'B'), ('C', 'C')", "label, prediction");
        assertThat(measured("accuracy", table)).isEqualTo(0.75);
        assertThat(measured("microF1", table)).isEqualTo(0.75);
        assertThat(measured("macroF1", table)).isCloseTo((2 / 3.0 + 2 / 3.0 + 1) / 3, within(1e-15));
        assertThat(measured("weightedF1", table)).isCloseTo((2 / 3.0 + 2 * 2 / 3.0 + 1) / 4, within(1e-15));
    }

    @Test
    void numbersOfAnyTypeAreTheSameLabel() {
        assertThat(measured("accuracy", table("(1, 1.0D), (2, 1.0D)", "label, prediction")))
                .isEqualTo(0.5);
        assertThat(measured("accuracy", table("(1L, 1.0F)", "label, prediction")))
                .isEqualTo(1);
        assertThat(measured("accuracy", table("('2', 2.0D)", "label, prediction")))
                .isEqualTo(1);
    }

    @Test
    void onlyRealTokensCount() {
        String columns = "label, prediction, mask";
        Dataset<Row> ofPadding = table(
                "(array('A', '?', 'B'), array('A', 'A'), array(true, false, true)),"
                        + " (array('?', '?'), array(), array(false, false))",
                columns);
        assertThat(measured("accuracy", ofPadding)).isEqualTo(0.5);
        Dataset<Row> ofTokens = table("(array('A', 'B'), array('A', 'A'), array(true, false, true))", columns);
        assertThat(measured("accuracy", ofTokens)).isEqualTo(0.5);
        assertThat(measured("accuracy", ofTokens.drop("mask"))).isEqualTo(0.5);
    }

    @Test
    void rowsWithoutAPredictionCountNowhere() {
        String none = "('A', CAST(NULL AS STRING))";
        assertThat(measured("accuracy", table("('A', 'A'), " + none, "label, prediction")))
                .isEqualTo(1);
        assertThat(measured("accuracy", table(none, "label, prediction"))).isZero();
        assertThat(measured("macroF1", table(none, "label, prediction").limit(0)))
                .isZero();
    }

    @Test
    void spansAreWholeOrWrong() {
        Dataset<Row> table =
                table("(array('B-X', 'I-X', 'O', 'B-Y'), array('B-X', 'O', 'O', 'B-Y'))", "label, prediction");
        assertThat(measured("spanF1", table)).isEqualTo(0.5);
    }

    @Test
    void whatCannotBeMeasuredIsRefused() {
        Dataset<Row> table = table("('A', 'A')", "label, prediction");
        assertThatThrownBy(() -> measured("f1", table))
                .hasMessage(
                        "Invalid metricName: 'f1' (must be one of accuracy, macroF1, microF1, weightedF1, spanF1, loss)");
        assertThatThrownBy(() -> measured("loss", table))
                .isInstanceOf(MaskwiseException.class)
                .hasMessage("Cannot use the column probability: the table has none (it has: label string, prediction"
                        + " string; set probabilityCol)");
        assertThatThrownBy(() ->
                        measured("loss", table("('A', 'A', array(array(1.0D)))", "label, prediction, probability")))
                .hasMessage(
                        "Cannot measure a loss by the column probability: its metadata do not name the labels (must be as"
                                + " a model of maskwise made it; set probabilityCol)");
        assertThatThrownBy(() -> measured("accuracy", table("(array('A'), 'A')", "label, prediction")))
                .hasMessage(
                        "Cannot compare the columns label and prediction: they are array<string> and string (must be"
                                + " arrays both, or neither)");
        assertThatThrownBy(() -> measured("accuracy", table("(CAST(NULL AS STRING), 'A')", "label, prediction")))
                .rootCause()
                .hasMessage("Cannot measure a row that has a prediction, but no label (must have both)");
        assertThatThrownBy(() -> measured("accuracy", table("(array('A', 'B'), array('A'))", "label, prediction")))
                .rootCause()
                .hasMessageContaining("it has 2 labels for 1 tokens");
    }

    @Test
    void onlyALossIsBetterWhereItIsSmaller() {
        assertThat(new MaskedEvaluator().isLargerBetter()).isTrue();
        assertThat(new MaskedEvaluator().setMetricName("loss").isLargerBetter()).isFalse();
    }

    @Test
    void whatIsSavedMeasuresTheSame(@TempDir Path folder) throws IOException {
        String path = folder.resolve("evaluator").toString();
        MaskedEvaluator evaluator =
                new MaskedEvaluator().setMetricName("macroF1").setLabelCol("tags");
        evaluator.write().save(path);
        assertThat(MaskedEvaluator.load(path).explainParams()).isEqualTo(evaluator.explainParams());
    }
}
