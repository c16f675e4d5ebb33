package io.maskwise.model;

import java.util.Random;

/** Random matrices with orthonormal rows or columns. */
final class Orthogonal {
    private Orthogonal() {}

    /** A matrix, row by row, made by Gram-Schmidt, twice for stability, on Gaussian vectors. */
    static double[] matrix(int rows, int columns, Random random) {
        boolean wide = columns >= rows;
        int count = Math.min(rows, columns);
        int size = Math.max(rows, columns);
        double[][] basis = new double[count][size];
        for (int i = 0; i < count; i++) {
            for (int j = 0; j < size; j++) {
                basis[i][j] = random.nextGaussian();
            }
            for (int pass = 0; pass < 2; pass++) {
                removeEarlierDirections(basis, i);
            }
            scaleToUnit(basis[i]);
        }
        double[] values = new double[rows * columns];
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                values[row * columns + column] = wide ? basis[row][column] : basis[column][row];
            }
        }
        return values;
    }

    private static void removeEarlierDirections(double[][] basis, int index) {
        for (int earlier = 0; earlier < index; earlier++) {
            double overlap = dot(basis[index], basis[earlier]);
            for (int j = 0; j < basis[index].length; j++) {
                basis[index][j] -= overlap * basis[earlier][j];
            }
        }
    }

    private static void scaleToUnit(double[] vector) {
        double norm = Math.sqrt(dot(vector, vector));
        for (int j = 0; j < vector.length; j++) {
            vector[j] /= norm;
        }
    }

    private static double dot(double[] left, double[] right) {
        double sum = 0;
        for (int j = 0; j < left.length; j++) {
            sum += left[j] * right[j];
        }
        return sum;
    }
}
