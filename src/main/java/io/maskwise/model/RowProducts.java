package io.maskwise.model;

import java.util.Map;

/**
 * What an affine map makes of each row of an embedding table, computed once.
 *
 * <p>A layer after an embedding multiplies its kernel by the same rows again and again. To train that is one product for
 * each position; where parameters stay, it is one for each row of the table, whatever the positions. All rows are
 * multiplied, in blocks that nothing but the table decides: which rows stand together in a product can change the last
 * digit of each.
 */
final class RowProducts {
    /** How many numbers all products of a table may be: 64 MiB. */
    private static final long MOST = 1 << 24;

    private static final int BLOCK = 256;

    private final float[] products;
    private final int columns;
    private final int units;

    private RowProducts(float[] products, int columns, int units) {
        this.products = products;
        this.columns = columns;
        this.units = units;
    }

    /** Whether those of so many rows are few enough to be kept beside so many other numbers. */
    static boolean fit(long rows, long columns, long others) {
        return rows * columns + others <= MOST;
    }

    /** How many numbers they are. */
    int length() {
        return products.length;
    }

    static RowProducts of(FloatParameter table, int features, Map<String, Tensor> parameters, int parts) {
        int rows = table.length() / features;
        int columns = Parameters.of(parameters, Dense.KERNEL).length() / features;
        RowProducts made = new RowProducts(new float[rows * columns], columns, columns / parts);
        FloatDense map = new FloatDense(parameters, features, parts);
        int most = Math.min(BLOCK, rows);
        FloatMatrix input = new FloatMatrix().reserve(Math.multiplyExact(most, features));
        FloatMatrix output = new FloatMatrix().reserve(Math.multiplyExact(most, columns));
        float[] block = new float[most * features];
        for (int row = 0; row < rows; row += BLOCK) {
            int count = Math.min(BLOCK, rows - row);
            table.memory().get(table.start() + row * features, block, 0, count * features);
            input.put(0, block, 0, count * features);
            map.forward(input, output, count);
            made.take(row, count, output);
        }
        return made;
    }

    private void take(int first, int count, FloatMatrix output) {
        for (int part = 0; part < columns / units; part++) {
            for (int row = 0; row < count; row++) {
                int from = (part * count + row) * units;
                output.get(from, products, (first + row) * columns + part * units, units);
            }
        }
    }

    /**
     * Writes those of some rows, each part of them to an array of its own.
     *
     * @param rows the rows; each goes to the place that it has among them
     * @param from the first place that is written, inclusive
     * @param to the last, exclusive
     * @param parts {@code [rows, units]} each
     */
    void write(int[] rows, int from, int to, float[][] parts) {
        for (int i = from; i < to; i++) {
            for (int part = 0; part < parts.length; part++) {
                System.arraycopy(products, rows[i] * columns + part * units, parts[part], i * units, units);
            }
        }
    }
}
