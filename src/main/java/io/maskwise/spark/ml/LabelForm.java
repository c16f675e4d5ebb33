package io.maskwise.spark.ml;

import io.maskwise.spark.TableForm;
import java.io.Serializable;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * Predicted labels, and the probabilities of all in their order: of a row, or of each of its tokens.
 *
 * @param columns the two columns
 * @param labels the labels
 * @param order the ids of labels in the order of their probabilities
 * @param kind of which
 */
@SuppressWarnings("ArrayRecordComponent") // made once, compared by nobody
record LabelForm(StructType columns, LabelNames labels, int[] order, Kind kind) implements TableForm {
    /** What a label belongs to. */
    enum Kind {
        /** A row; one without a real token has none. */
        OF_ROW,
        /** A token. */
        OF_TOKENS
    }

    static LabelForm of(StructField predicted, StructField probabilities, LabelNames labels, Kind kind) {
        StructType columns = new StructType(new StructField[] {predicted, probabilities});
        return new LabelForm(columns, labels, labels.order(), kind);
    }

    @Override
    public Object[] values(double[][] logProbabilities) {
        return switch (kind) {
            case OF_ROW ->
                logProbabilities.length == 0
                        ? new Object[2]
                        : new Object[] {label(logProbabilities[0]), Vectors.dense(ordered(logProbabilities[0]))};
            case OF_TOKENS -> ofTokens(logProbabilities);
        };
    }

    private Object[] ofTokens(double[][] logProbabilities) {
        Object[] predicted = new Object[logProbabilities.length];
        Object[] probabilities = new Object[logProbabilities.length];
        for (int step = 0; step < predicted.length; step++) {
            predicted[step] = label(logProbabilities[step]);
            probabilities[step] = boxed(ordered(logProbabilities[step]));
        }
        return new Object[] {predicted, probabilities};
    }

    /** The likeliest; the first id among equals, as everywhere. */
    private Object label(double[] logProbabilities) {
        int best = 0;
        for (int id = 1; id < logProbabilities.length; id++) {
            best = logProbabilities[id] > logProbabilities[best] ? id : best;
        }
        return labels.value(best);
    }

    /** At most 1: the logarithm of 1 can be rounded to more than 0. */
    private double[] ordered(double[] logProbabilities) {
        double[] probabilities = new double[order.length];
        for (int place = 0; place < order.length; place++) {
            probabilities[place] = Math.min(Math.exp(logProbabilities[order[place]]), 1);
        }
        return probabilities;
    }

    private static Serializable boxed(double[] values) {
        Double[] boxed = new Double[values.length];
        for (int i = 0; i < values.length; i++) {
            boxed[i] = values[i];
        }
        return boxed;
    }
}
