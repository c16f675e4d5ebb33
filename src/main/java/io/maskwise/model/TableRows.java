package io.maskwise.model;

import java.util.Map;
import java.util.Optional;

/**
 * Rows of an embedding table whose products are kept: what an {@link Embedding} gives where nothing is to be learnt.
 *
 * @param table the table
 * @param rows which rows, in the order of positions
 * @param units of a row
 */
@SuppressWarnings("ArrayRecordComponent") // made, used once and forgotten
record TableRows(FloatParameter table, int[] rows, int units) {
    /** A copy of the rows. */
    float[] values() {
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
        return table.products()
                .filter(kept -> RowProducts.fit(table.length() / units, kernel.length() / units))
                .map(kept -> kept.computeIfAbsent(kernel, made -> RowProducts.of(table, units, parameters, parts)));
    }
}
