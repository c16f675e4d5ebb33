package io.maskwise.spark.ml;

import io.maskwise.MaskwiseException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;
import scala.collection.Seq;

/**
 * The labels of a row that count, what was predicted for each, and what each costs.
 *
 * @param labels the names of the right labels
 * @param predictions the names of those predicted
 * @param losses their losses in nats; none where nobody asked
 */
record MeasuredRow(List<String> labels, List<String> predictions, List<Double> losses) {
    private static final int LABEL = 0;
    private static final int PREDICTION = 1;
    private static final int MASK = 2;
    private static final int PROBABILITY = 3;

    /**
     * Reads rows.
     *
     * @param ofTokens whether labels are of tokens
     * @param names the labels in the order of their probabilities; none where no loss is asked for
     * @param spans whether labels mark spans
     */
    record Reader(boolean ofTokens, List<String> names, boolean spans) implements Serializable {
        /** What counts of a row; nothing where it has no prediction. */
        Optional<MeasuredRow> read(Row row) {
            if (row.isNullAt(PREDICTION)) {
                return Optional.empty();
            }
            if (row.isNullAt(LABEL)) {
                throw MaskwiseException.input(
                        "Cannot measure a row that has a prediction, but no label (must have both)");
            }
            return Optional.of(ofTokens ? ofTokens(row) : ofRow(row));
        }

        private MeasuredRow ofRow(Row row) {
            requireProbability(row);
            String label = LabelNames.of(row.get(LABEL));
            List<Double> losses =
                    names.isEmpty() ? List.of() : List.of(loss(label, ((Vector) row.get(PROBABILITY)).toArray()));
            return new MeasuredRow(List.of(label), List.of(LabelNames.of(row.get(PREDICTION))), losses);
        }

        private MeasuredRow ofTokens(Row row) {
            requireProbability(row);
            Seq<Object> predictions = row.getSeq(PREDICTION);
            List<String> labels = labels(row, predictions.size());
            List<String> predicted = new ArrayList<>();
            List<Double> losses = new ArrayList<>();
            for (int step = 0; step < labels.size(); step++) {
                predicted.add(LabelNames.of(predictions.apply(step)));
                if (!names.isEmpty()) {
                    Seq<Seq<Double>> probabilities = row.getSeq(PROBABILITY);
                    losses.add(loss(labels.get(step), doubles(probabilities.apply(step))));
                }
            }
            return new MeasuredRow(labels, predicted, losses);
        }

        private void requireProbability(Row row) {
            if (!names.isEmpty() && row.isNullAt(PROBABILITY)) {
                throw MaskwiseException.input(
                        "Cannot measure the loss of a row that has a prediction, but no probability (must have both)");
            }
        }

        private static List<String> labels(Row row, int predictions) {
            boolean[] mask = row.isNullAt(MASK) ? real(predictions) : booleans(row.getSeq(MASK));
            List<String> labels = LabelledRow.ofTokens(row.getSeq(LABEL), mask, "");
            if (labels.size() != predictions) {
                throw MaskwiseException.input(
                        "Cannot measure a row of %d predictions and %d labels that count (must be as many)",
                        predictions, labels.size());
            }
            return labels;
        }

        private static boolean[] real(int steps) {
            boolean[] mask = new boolean[steps];
            Arrays.fill(mask, true);
            return mask;
        }

        private static boolean[] booleans(Seq<@Nullable Boolean> values) {
            boolean[] booleans = new boolean[values.size()];
            for (int i = 0; i < booleans.length; i++) {
                Boolean real = values.apply(i);
                if (real == null) {
                    throw MaskwiseException.input("Cannot measure a row with a null in its mask (must have none)");
                }
                booleans[i] = real;
            }
            return booleans;
        }

        private static double[] doubles(Seq<Double> values) {
            double[] doubles = new double[values.size()];
            for (int i = 0; i < doubles.length; i++) {
                doubles[i] = values.apply(i);
            }
            return doubles;
        }

        /** A label that training never showed has no probability; a probability of 0 is one that double has no number for. */
        private double loss(String label, double[] probabilities) {
            int place = names.indexOf(label);
            if (place < 0) {
                throw MaskwiseException.input(
                        "Cannot measure the loss of the label %s (must be one that the model knows: %s)", label, names);
            }
            return -Math.log(Math.max(probabilities[place], Double.MIN_VALUE));
        }
    }
}
