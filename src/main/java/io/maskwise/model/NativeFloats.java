package io.maskwise.model;

import java.nio.FloatBuffer;
import org.bytedeco.javacpp.FloatPointer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A flat array of floats in ND4J's memory, read and written piece by piece.
 *
 * <p>ND4J itself copies the whole to the heap: megabytes for every batch, which the garbage collector and the memory
 * would be busy with instead of training.
 */
final class NativeFloats {
    /** So few that a processor's first cache holds them. */
    static final int PIECE = 1 << 12;

    /** A buffer of Java has so many bytes at most. */
    private static final long MOST = Integer.MAX_VALUE / Float.BYTES;

    private static final boolean IN_THIS_MEMORY =
            !WithoutCuda.isCuda(Nd4j.getBackend().getClass().getName());

    private final FloatBuffer values;

    /** @param array what can be {@link #reach reached} */
    NativeFloats(INDArray array) {
        this.values = new FloatPointer(array.data().addressPointer())
                .capacity(array.length())
                .asBuffer();
    }

    /** Whether it holds floats, one after the other and as many as a buffer has room for, in this machine's memory and not in a GPU's. */
    static boolean reach(INDArray array) {
        return IN_THIS_MEMORY
                && array.dataType() == DataType.FLOAT
                && array.elementWiseStride() == 1
                && array.length() <= MOST;
    }

    /** A copy of all values. */
    float[] copy(SpareVectors spare, Helpers helpers) {
        float[] copy = spare.take(values.capacity());
        new Slices(copy.length, ParameterVector.SLICES)
                .share(helpers, (start, count) -> values.get(start, copy, start, count));
        return copy;
    }

    /** Replaces all values. */
    void replace(float[] by) {
        if (by.length != values.capacity()) {
            throw new IllegalArgumentException("Invalid values: " + by.length + " (must be " + values.capacity() + ")");
        }
        values.put(0, by);
    }

    /** Gets so many values from a place on, into the first places of an array. */
    void read(int start, float[] to, int count) {
        values.get(start, to, 0, count);
    }

    /** Puts the first so many values of an array at a place and those after it. */
    void write(int start, float[] from, int count) {
        values.put(start, from, 0, count);
    }
}
