package io.maskwise.spark;

import io.maskwise.metrics.AucCurve;
import io.maskwise.metrics.Metrics;
import io.maskwise.metrics.ScoreKind;
import java.util.List;
import org.apache.spark.sql.SparkSession;

/**
 * Mask-respecting metrics as aggregate functions of Spark SQL.
 *
 * <pre>{@code
 * MaskedFunctions.register(spark);
 * spark.sql("SELECT bucket, masked_accuracy(labels, predictions, mask) FROM predicted GROUP BY bucket");
 * }</pre>
 *
 * <p>Each takes three arrays of one length; where the mask is {@code true}, a label and its prediction count.
 *
 * <table>
 *   <caption>The functions</caption>
 *   <tr><th>function</th><th>gives</th></tr>
 *   <tr><td>{@code masked_accuracy(labels, predictions, mask)}</td><td>the share that is right</td></tr>
 *   <tr><td>{@code masked_f1(labels, predictions, mask)}</td><td>a struct: {@code micro}, {@code macro}, {@code
 *       weighted}, and {@code classes}, an array of class, precision, recall, f1, support</td></tr>
 *   <tr><td>{@code masked_confusion(labels, predictions, mask)}</td><td>a struct of {@code pairs}, an array of label,
 *       prediction, count</td></tr>
 *   <tr><td>{@code masked_span_f1(labels, predictions, mask)}</td><td>a struct: {@code micro}, {@code macro}, {@code
 *       weighted}, each of precision, recall, f1, support; {@code accuracy}; {@code types}, an array of type,
 *       precision, recall, f1, support; of tags such as B-PER, counted as conlleval counts, a row as a sentence</td></tr>
 *   <tr><td>{@code masked_bleu(labels, predictions, mask)}</td><td>BLEU-4, 0 to 1, without smoothing; a row is a text,
 *       what is under its mask is not there, and its tokens stand side by side</td></tr>
 *   <tr><td>{@code masked_log_loss(labels, probabilities, mask)}</td><td>the mean loss in nats of labels 0 and 1, and
 *       probabilities of 1</td></tr>
 *   <tr><td>{@code masked_auc(labels, probabilities, mask)}</td><td>the exact area under the ROC curve of labels 0 and
 *       1, and probabilities of 1; memory for each different probability</td></tr>
 *   <tr><td>{@code masked_average_precision(labels, probabilities, mask)}</td><td>their average precision, alike</td></tr>
 *   <tr><td>{@code masked_cross_entropy(labels, distributions, mask)}</td><td>the mean loss in nats of class ids, and a
 *       probability for each class</td></tr>
 *   <tr><td>{@code masked_perplexity(labels, distributions, mask)}</td><td>e to the power of that</td></tr>
 *   <tr><td>{@code masked_calibration_error(labels, distributions, mask)}</td><td>the expected calibration error, of 15
 *       bins</td></tr>
 * </table>
 *
 * <p>Labels and predictions of the first five are compared as text, so that names and ids both serve, but 1 is not 1.0.
 * Logarithms are taken of nothing below 1e-7, as in Keras.
 *
 * <p>A row of which an array is null does not count, as in every aggregate of SQL. Where nothing counts, figures are 0,
 * and not null. Arrays of different lengths, and a null, a NaN or an impossible label that counts, fail the query. Sums
 * are exact: no figure depends on how the rows are spread.
 */
public final class MaskedFunctions {
    private MaskedFunctions() {}

    /** Makes the functions known to a session, over those of their names. */
    public static void register(SparkSession spark) {
        all().forEach(function -> function.register(spark));
    }

    private static List<MaskedAggregate<?, ?>> all() {
        ScoreKind probabilities = ScoreKind.PROBABILITIES;
        return List.of(
                new MaskedClasses.Accuracy(),
                new MaskedClasses.F1(),
                new MaskedClasses.Confusion(),
                new MaskedSpans(),
                new MaskedBleu(),
                MaskedMetric.ofNumbers("masked_log_loss", () -> Metrics.binaryCrossentropy(probabilities)),
                MaskedMetric.ofNumbers("masked_auc", () -> Metrics.exactAuc(AucCurve.ROC)),
                MaskedMetric.ofNumbers("masked_average_precision", () -> Metrics.exactAuc(AucCurve.PR)),
                MaskedMetric.ofVectors(
                        "masked_cross_entropy", () -> Metrics.sparseCategoricalCrossentropy(probabilities)),
                MaskedMetric.ofVectors("masked_perplexity", () -> Metrics.perplexity(probabilities)),
                MaskedMetric.ofVectors("masked_calibration_error", () -> Metrics.calibrationError(probabilities)));
    }
}
