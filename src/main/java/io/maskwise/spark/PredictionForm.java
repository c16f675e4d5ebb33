package io.maskwise.spark;

import io.maskwise.model.SequenceNetwork;
import io.maskwise.sequence.PaddedBatch;
import java.io.Serializable;
import java.util.List;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** What a kind of model says of a row, and how that stands in columns. */
interface PredictionForm extends Serializable {
    ArrayType STRINGS = DataTypes.createArrayType(DataTypes.StringType, false);
    ArrayType DOUBLES = DataTypes.createArrayType(DataTypes.DoubleType, false);

    /** The columns, without those that every prediction has. */
    StructType columns();

    /**
     * The columns' values for each row of a batch, by itself: nothing of padding is in them.
     *
     * @param rows the rows that were stacked
     * @param batch the same, padded, without labels
     */
    List<Object[]> predict(SequenceNetwork network, List<UnlabelledRow> rows, PaddedBatch batch);
}
