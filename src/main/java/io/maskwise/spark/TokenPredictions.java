package io.maskwise.spark;

import io.maskwise.model.BatchScores;
import io.maskwise.model.SequenceNetwork;
import io.maskwise.sequence.Mask;
import io.maskwise.sequence.PaddedBatch;
import io.maskwise.text.LabelTable;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * A label for each token: {@code tokens}, {@code predictions}, {@code probabilities} and, if asked for,
 * {@code class_probabilities}, arrays of as many elements as the row has tokens.
 *
 * @param labels the classes
 * @param all whether the probabilities of all classes are written
 */
record TokenPredictions(LabelTable labels, boolean all) implements PredictionForm {
    @Override
    public StructType columns() {
        StructType columns = new StructType()
                .add("tokens", STRINGS, false)
                .add("predictions", STRINGS, false)
                .add("probabilities", DOUBLES, false);
        return all ? columns.add("class_probabilities", DataTypes.createArrayType(DOUBLES, false), false) : columns;
    }

    @Override
    public List<Object[]> predict(SequenceNetwork network, List<UnlabelledRow> rows, PaddedBatch batch) {
        BatchScores scores = network.forward(batch);
        int[][] predictions = scores.predictions();
        List<Object[]> values = new ArrayList<>();
        for (int row = 0; row < rows.size(); row++) {
            int[] real = real(batch.mask(), row);
            String[] labelled = new String[real.length];
            Double[] probabilities = new Double[real.length];
            Double[][] ofClasses = new Double[real.length][];
            for (int i = 0; i < real.length; i++) {
                double[] logProbabilities = scores.logProbabilities()[row][real[i]];
                int best = predictions[row][real[i]];
                labelled[i] = labels.label(best);
                probabilities[i] = SequencePredictions.probability(logProbabilities[best]);
                ofClasses[i] = SequencePredictions.probabilities(logProbabilities);
            }
            Object tokens = rows.get(row).text().toArray(String[]::new);
            values.add(
                    all
                            ? new Object[] {tokens, labelled, probabilities, ofClasses}
                            : new Object[] {tokens, labelled, probabilities});
        }
        return values;
    }

    /** The steps of a row that are real. */
    static int[] real(Mask mask, int row) {
        int[] steps = new int[mask.realSteps(row)];
        int found = 0;
        for (int step = 0; step < mask.time(); step++) {
            if (mask.isReal(row, step)) {
                steps[found++] = step;
            }
        }
        return steps;
    }
}
