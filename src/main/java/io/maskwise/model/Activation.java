package io.maskwise.model;

import io.maskwise.sequence.Mask;
import java.util.Arrays;
import java.util.Optional;

/**
 * What flows between layers: values, and the mask that says which steps of them are real.
 *
 * @param values shape {@code [batch, time]} for token ids, {@code [batch, time, features]} for sequences,
 *     {@code [batch, features]} for vectors
 * @param mask shape {@code [batch, time]}; absent where the values have no steps
 */
public record Activation(Tensor values, Optional<Mask> mask) {
    /** @throws IllegalArgumentException if the mask's shape is not the values' first two axes */
    public Activation {
        mask.ifPresent(present -> {
            if (values.rank() < 2 || values.dimension(0) != present.batch() || values.dimension(1) != present.time()) {
                throw new IllegalArgumentException(
                        "Invalid mask: [" + present.batch() + ", " + present.time() + "] (must be "
                                + Arrays.toString(Arrays.copyOf(values.shape(), 2))
                                + ", the first two axes of the values)");
            }
        });
    }

    /** Values with a mask. */
    public static Activation masked(Tensor values, Mask mask) {
        return new Activation(values, Optional.of(mask));
    }

    /** Values without a mask. */
    public static Activation unmasked(Tensor values) {
        return new Activation(values, Optional.empty());
    }

    /**
     * The values with zeros under the mask, so that nothing that stands there can reach a product.
     *
     * <p>Zeros are assigned, not multiplied: NaN times zero is NaN. The values themselves where every step is real or
     * there is no mask.
     */
    public Tensor clearedValues() {
        return Steps.filled(this, 0);
    }

    /**
     * The mask that a value under it makes: a step is real unless all its features have this value.
     *
     * <p>Where there is a mask already, both must call a step real, and what stands under it is not looked at.
     */
    public Mask realWhereNot(double value) {
        int time = values.dimension(1);
        int width = Relayout.width(values);
        boolean[][] real = new boolean[values.dimension(0)][time];
        for (int row = 0; row < real.length; row++) {
            for (int step = 0; step < time; step++) {
                boolean given = mask.isEmpty() || mask.get().isReal(row, step);
                real[row][step] = given && !hasOnly(value, (row * time + step) * width, width);
            }
        }
        return Mask.of(real);
    }

    private boolean hasOnly(double value, int start, int length) {
        for (int i = start; i < start + length; i++) {
            if (values.values()[i] != value) {
                return false;
            }
        }
        return true;
    }
}
