package io.maskwise.spark;

import java.io.Serializable;
import org.apache.spark.sql.types.StructType;

/** What stands in the columns that a model's predictions add to a table. */
public interface TableForm extends Serializable {
    /** The columns. */
    StructType columns();

    /**
     * Their values for a row.
     *
     * @param logProbabilities of each class, shape {@code [steps, classes]}: a step for each real one of the row where each
     *     has a label; else one, or none for a row without a real step
     */
    Object[] values(double[][] logProbabilities);
}
