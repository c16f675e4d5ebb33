package io.maskwise.model;

/**
 * Some neighbouring columns of a matrix that is stored row by row.
 *
 * @param first the first of them
 * @param count how many they are
 * @param width the number of columns of the whole matrix
 */
record ColumnBlock(int first, int count, int width) {
    /** A copy of these columns. */
    double[] of(double[] matrix) {
        int rows = matrix.length / width;
        double[] block = new double[rows * count];
        for (int row = 0; row < rows; row++) {
            System.arraycopy(matrix, row * width + first, block, row * count, count);
        }
        return block;
    }

    /** The same, rounded to single precision. */
    float[] rounded(double[] matrix) {
        int rows = matrix.length / width;
        float[] block = new float[rows * count];
        for (int row = 0; row < rows; row++) {
            FloatValues.round(matrix, row * width + first, block, row * count, count);
        }
        return block;
    }

    /** Copies an array of so many rows of these columns into the matrix, an array of the same type. */
    void put(Object matrix, Object block, int rows) {
        for (int row = 0; row < rows; row++) {
            System.arraycopy(block, row * count, matrix, row * width + first, count);
        }
    }

    /** Adds to these columns. */
    void addTo(double[] matrix, double[] block) {
        for (int i = 0; i < block.length; i++) {
            matrix[i / count * width + first + i % count] += block[i];
        }
    }
}
