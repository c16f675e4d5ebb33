package io.maskwise.model;

import java.util.Map;
import java.util.Optional;

/**
 * Rows of an embedding table that keeps products: what an {@link Embedding} gives where nothing is to be learnt.
 *
 * @param table the table
 * @param rows which rows, in the order of positions
 * @param units of a row
 */
@SuppressWarnings("ArrayRecordComponent") // made, used once and forgotten
record TableRows(FloatParameter table, int[] rows, int units) {
    /**
     * A copy of the rows.
     *
     * @throws IllegalStateException if the table keeps no products any more, as its values may be others by now
     */
    float[] values() {
        if (!table.keepsProducts()) {
            throw new IllegalStateException("Cannot read rows of a table after it changed (read them before)");
        }
        return table.rows(rows, units);
    }

    /**
     * What the first affine map of a layer makes of all rows of the table.
     *
     * @param parameters the layer's
     * @param parts how many outputs of one size they are
     * @return nothing where that would be too large, or is not kept any more
     */
    Optional<RowProducts> products(Map<String, Tensor> parameters, int parts) {
        Tensor kernel = Parameters.of(parameters, Dense.KERNEL);
        return table.products(kernel, units, () -> RowProducts.of(table, units, parameters, parts));
    }
}
