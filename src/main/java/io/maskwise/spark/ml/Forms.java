package io.maskwise.spark.ml;

import io.maskwise.model.ModelTask;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;

/**
 * The types of the columns of predictions.
 *
 * @param prediction that of predicted labels
 * @param probability that of the probabilities of all labels
 */
record Forms(DataType prediction, DataType probability) {
    static Forms of(ModelTask task, boolean numbers) {
        DataType label = numbers ? DataTypes.DoubleType : DataTypes.StringType;
        return task == ModelTask.TAGGING
                ? new Forms(
                        DataTypes.createArrayType(label, false),
                        DataTypes.createArrayType(DataTypes.createArrayType(DataTypes.DoubleType, false), false))
                : new Forms(label, SQLDataTypes.VectorType());
    }
}
