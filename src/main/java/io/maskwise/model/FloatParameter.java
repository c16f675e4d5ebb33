package io.maskwise.model;

import org.jspecify.annotations.Nullable;

/** A parameter in ND4J's memory, where its updater changes it. */
final class FloatParameter extends FloatTensor {
    private double @Nullable [] doubles;
    private boolean isOld = true;

    FloatParameter(FloatMatrix memory, int start, int length) {
        super(memory, start, length);
    }

    /** The values in memory are others now. */
    void changed() {
        isOld = true;
    }

    @Override
    public double[] values() {
        double[] known = doubles;
        if (known == null) {
            known = new double[length()];
            doubles = known;
        }
        if (isOld) {
            memory().get(start(), known);
            isOld = false;
        }
        return known;
    }

    /** A copy of some rows of so many values, one after the other. */
    float[] rows(int[] rows, int units) {
        float[] copy = new float[Math.multiplyExact(rows.length, units)];
        for (int i = 0; i < rows.length; i++) {
            memory().get(start() + rows[i] * units, copy, i * units, units);
        }
        return copy;
    }

    /** A parameter as products read it: its memory, or a copy, rounded, where it has none in single precision. */
    static FloatBlock block(Tensor parameter, int columns, FloatMatrix room) {
        return of(parameter, FloatParameter.class)
                .map(single -> single.block(columns))
                .orElseGet(() -> {
                    room.reserve(parameter.length()).put(0, parameter.values());
                    return new FloatBlock(room, 0, columns);
                });
    }
}
