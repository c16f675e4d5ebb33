package io.maskwise.spark;

import io.maskwise.model.BatchScores;
import io.maskwise.model.SequenceNetwork;
import io.maskwise.sequence.PaddedBatch;
import io.maskwise.text.LabelTable;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * A label for each sequence: {@code prediction}, {@code probability} and, if asked for, {@code class_probabilities} in the
 * order of the labels.
 *
 * @param labels the classes
 * @param all whether the probabilities of all classes are written
 */
record SequencePredictions(LabelTable labels, boolean all) implements PredictionForm {
    @Override
    public StructType columns() {
        StructType columns = new StructType()
                .add("prediction", DataTypes.StringType, false)
                .add("probability", DataTypes.DoubleType, false);
        return all ? columns.add("class_probabilities", DOUBLES, false) : columns;
    }

    @Override
    public List<Object[]> predict(SequenceNetwork network, List<UnlabelledRow> rows, PaddedBatch batch) {
        BatchScores scores = network.forward(batch);
        int[][] predictions = scores.predictions();
        List<Object[]> values = new ArrayList<>();
        for (int row = 0; row < rows.size(); row++) {
            double[] logProbabilities = scores.logProbabilities()[row][0];
            int best = predictions[row][0];
            Object label = labels.label(best);
            Object probability = probability(logProbabilities[best]);
            values.add(
                    all
                            ? new Object[] {label, probability, probabilities(logProbabilities)}
                            : new Object[] {label, probability});
        }
        return values;
    }

    /** At most 1: the logarithm of 1 can be rounded to more than 0. */
    static double probability(double logProbability) {
        return Math.min(Math.exp(logProbability), 1);
    }

    /** Boxed, as Spark's rows have them. */
    static Double[] probabilities(double[] logProbabilities) {
        Double[] probabilities = new Double[logProbabilities.length];
        for (int id = 0; id < probabilities.length; id++) {
            probabilities[id] = probability(logProbabilities[id]);
        }
        return probabilities;
    }
}
