package io.maskwise.spark.dl4j;

import io.maskwise.model.ParameterVector;
import io.maskwise.model.Precision;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Flat vectors across the border between ND4J's arrays and the heap. */
final class FlatArrays {
    private FlatArrays() {}

    /** A copy of an array's values; none without an array. */
    static ParameterVector vector(@Nullable INDArray array) {
        if (array == null) {
            return ParameterVector.of(new float[0]);
        }
        return precision(array.dataType()) == Precision.FLOAT
                ? ParameterVector.of(array.dup('c').data().asFloat())
                : ParameterVector.of(array.dup('c').data().asDouble());
    }

    /** @throws IllegalArgumentException if it is no type that vectors have */
    static Precision precision(DataType type) {
        if (type != DataType.FLOAT && type != DataType.DOUBLE) {
            throw new IllegalArgumentException(
                    "Invalid data type of a network: " + type + " (must be FLOAT or DOUBLE)");
        }
        return type == DataType.FLOAT ? Precision.FLOAT : Precision.DOUBLE;
    }

    /** A new array of shape {@code [1, length]}. */
    static INDArray array(ParameterVector vector) {
        INDArray values = vector.precision() == Precision.FLOAT
                ? Nd4j.createFromArray(vector.toFloats())
                : Nd4j.createFromArray(vector.toDoubles());
        return values.reshape(1, vector.length());
    }

    /** Sets every value of an array. */
    static void assign(INDArray array, ParameterVector vector) {
        INDArray values = array(vector);
        array.assign(values.reshape(array.shape()));
        values.close();
    }
}
