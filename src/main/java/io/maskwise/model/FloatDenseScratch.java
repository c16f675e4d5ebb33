package io.maskwise.model;

import java.util.Arrays;

/** A thread's memory for {@link FloatDense}; nothing in it outlives one product. */
final class FloatDenseScratch {
    private static final ThreadLocal<FloatDenseScratch> SCRATCH = ThreadLocal.withInitial(FloatDenseScratch::new);

    private final FloatMatrix kernel = new FloatMatrix();
    private final FloatMatrix product = new FloatMatrix();
    private final FloatMatrix ones = new FloatMatrix();
    private int onesCount;

    private FloatDenseScratch() {}

    static FloatDenseScratch ofThread() {
        return SCRATCH.get();
    }

    /** For a kernel that is in double. */
    FloatMatrix kernel() {
        return kernel;
    }

    /** For a gradient that is in double. */
    FloatMatrix product() {
        return product;
    }

    /** As many as asked for, or more. */
    FloatMatrix ones(int count) {
        if (onesCount < count) {
            float[] filled = new float[count];
            Arrays.fill(filled, 1);
            ones.reserve(count).put(0, filled, 0, count);
            onesCount = count;
        }
        return ones;
    }
}
