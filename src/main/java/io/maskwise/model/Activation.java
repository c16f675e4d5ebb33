package io.maskwise.model;

import io.maskwise.sequence.Mask;
import java.util.Optional;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * What flows between layers: values, and the mask that says which steps of them are real.
 *
 * @param values shape {@code [batch, time]} for token ids, {@code [batch, time, features]} for sequences,
 *     {@code [batch, features]} for vectors
 * @param mask shape {@code [batch, time]}; absent where the values have no steps
 */
public record Activation(INDArray values, Optional<Mask> mask) {
    /** @throws IllegalArgumentException if the mask's shape is not the values' first two axes */
    public Activation {
        mask.ifPresent(present -> {
            if (values.rank() < 2 || values.size(0) != present.batch() || values.size(1) != present.time()) {
                throw new IllegalArgumentException(
                        "Invalid mask: [" + present.batch() + ", " + present.time() + "] (must be "
                                + java.util.Arrays.toString(java.util.Arrays.copyOf(values.shape(), 2))
                                + ", the first two axes of the values)");
            }
        });
    }

    /** Values with a mask. */
    public static Activation masked(INDArray values, Mask mask) {
        return new Activation(values, Optional.of(mask));
    }

    /** Values without a mask. */
    public static Activation unmasked(INDArray values) {
        return new Activation(values, Optional.empty());
    }

    /**
     * The values with zeros under the mask, so that nothing that stands there (NaN, say) can reach a product.
     *
     * <p>The values themselves where every step is real or there is no mask.
     */
    INDArray clearedValues() {
        if (mask.isEmpty() || mask.get().isAllReal()) {
            return values;
        }
        return MaskedArrays.cleared(values, mask.get());
    }
}
