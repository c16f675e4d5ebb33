package io.maskwise.model;

import io.maskwise.sequence.Mask;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Numbers across the border between ND4J's arrays and the heap. */
final class Tensors {
    private Tensors() {}

    /** An array's values; integers and floats are widened exactly. */
    static Tensor tensor(INDArray array) {
        int[] shape = Arrays.stream(array.shape()).mapToInt(Math::toIntExact).toArray();
        return Tensor.of(array.castTo(DataType.DOUBLE).dup('c').data().asDouble(), shape);
    }

    /** A mask, shape {@code [batch, time]}, true where the array is not zero; absent without an array. */
    static Optional<Mask> mask(@Nullable INDArray array) {
        if (array == null) {
            return Optional.empty();
        }
        double[][] rows = array.castTo(DataType.DOUBLE).toDoubleMatrix();
        boolean[][] real = new boolean[rows.length][];
        for (int row = 0; row < rows.length; row++) {
            real[row] = new boolean[rows[row].length];
            for (int step = 0; step < rows[row].length; step++) {
                real[row][step] = rows[row][step] != 0;
            }
        }
        return Optional.of(Mask.of(real));
    }

    static INDArray array(Tensor tensor, DataType type) {
        long[] shape = Arrays.stream(tensor.shape()).asLongStream().toArray();
        return Nd4j.createFromArray(tensor.values()).castTo(type).reshape('c', shape);
    }

    static ParameterVector vector(@Nullable INDArray array, Precision precision, SpareVectors spare, Helpers helpers) {
        if (array == null) {
            return ParameterVector.rounded(precision, new double[0]);
        }
        if (precision == Precision.FLOAT && NativeFloats.reach(array)) {
            return ParameterVector.of(new NativeFloats(array).copy(spare, helpers));
        }
        return vectorCopy(array, precision);
    }

    /** The plain twin of {@link #vector}, by ND4J. */
    static ParameterVector vectorCopy(INDArray array, Precision precision) {
        return precision == Precision.FLOAT
                ? ParameterVector.of(array.dup('c').data().asFloat())
                : ParameterVector.of(array.dup('c').data().asDouble());
    }

    /** Sets every value of a flat array. */
    static void assign(INDArray array, ParameterVector vector) {
        if (vector.precision() == Precision.FLOAT && NativeFloats.reach(array)) {
            new NativeFloats(array).replace(vector.floats());
        } else {
            assignCopy(array, vector);
        }
    }

    /** The plain twin of {@link #assign}, by ND4J. */
    static void assignCopy(INDArray array, ParameterVector vector) {
        INDArray values = vector.precision() == Precision.FLOAT
                ? Nd4j.createFromArray(vector.toFloats())
                : Nd4j.createFromArray(vector.toDoubles());
        array.assign(values.reshape(array.shape()));
    }
}
