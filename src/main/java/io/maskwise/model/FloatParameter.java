package io.maskwise.model;

import java.util.IdentityHashMap;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A parameter in ND4J's memory, where its updater changes it. */
final class FloatParameter extends FloatTensor {
    private double @Nullable [] doubles;
    private boolean isOld = true;
    /** Where somebody wants them: of all rows and a layer's first product, by the layer's kernel. */
    private @Nullable IdentityHashMap<Tensor, RowProducts> products;

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

    /** Keeps products of its rows, until they are forgotten: whoever changes a parameter of the network sees to that. */
    void keepProducts() {
        if (products == null) {
            products = new IdentityHashMap<>();
        }
    }

    void forgetProducts() {
        products = null;
    }

    boolean keepsProducts() {
        return products != null;
    }

    /** Of how many kernels there are products. */
    int productCount() {
        return products == null ? 0 : products.size();
    }

    /**
     * The products of its rows with a kernel.
     *
     * @param units of a row
     * @return nothing where none are kept, or these would be too large beside the others
     */
    Optional<RowProducts> products(Tensor kernel, int units, Supplier<RowProducts> made) {
        IdentityHashMap<Tensor, RowProducts> kept = products;
        if (kept == null) {
            return Optional.empty();
        }
        long others = kept.values().stream().mapToLong(RowProducts::length).sum();
        if (!kept.containsKey(kernel) && RowProducts.fit(length() / units, kernel.length() / units, others)) {
            kept.put(kernel, made.get());
        }
        return Optional.ofNullable(kept.get(kernel));
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
