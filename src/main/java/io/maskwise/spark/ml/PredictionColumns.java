package io.maskwise.spark.ml;

import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.Param;

/** Where predictions go. */
public interface PredictionColumns extends TokenColumns {
    /** The column of predictions. */
    default Param<String> predictionCol() {
        return Parameters.column(this, "predictionCol", "column of predicted labels");
    }

    /** The column of the probabilities of all labels. */
    default Param<String> probabilityCol() {
        return Parameters.column(this, "probabilityCol", "column of the probabilities of all labels");
    }

    /** How many rows are predicted together. */
    default IntParam predictionRows() {
        return Parameters.atLeast(
                1, this, "predictionRows", "how many rows are predicted together; changes no more than a last digit");
    }

    /** The name of the column of predictions. */
    default String getPredictionCol() {
        return getOrDefault(predictionCol());
    }

    /** The name of the column of probabilities. */
    default String getProbabilityCol() {
        return getOrDefault(probabilityCol());
    }
}
