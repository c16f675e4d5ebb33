package io.maskwise.model;

import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Flat vectors across the seam between arrays outside the heap and the heap. */
final class Vectors {
    private Vectors() {}

    static ParameterVector read(INDArray array, Precision precision) {
        INDArray flat = array.dup('c');
        return precision == Precision.FLOAT
                ? ParameterVector.of(flat.data().asFloat())
                : ParameterVector.of(flat.data().asDouble());
    }

    static ParameterVector readOptional(@Nullable INDArray array, Precision precision) {
        return array == null ? ParameterVector.rounded(precision, new double[0]) : read(array, precision);
    }

    /** A row, shape {@code [1, length]}. */
    static INDArray write(ParameterVector vector) {
        INDArray flat = vector.precision() == Precision.FLOAT
                ? Nd4j.createFromArray(vector.toFloats())
                : Nd4j.createFromArray(vector.toDoubles());
        return flat.reshape(1, vector.length());
    }
}
