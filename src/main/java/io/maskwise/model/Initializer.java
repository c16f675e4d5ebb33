package io.maskwise.model;

import java.util.Arrays;
import java.util.Random;

/**
 * How a parameter begins; Keras' initializers of the same names.
 *
 * <p>The values come from {@link Random}, whose algorithm is fixed by the Java platform: the same on every machine.
 */
public enum Initializer {
    /** All zero. */
    ZEROS {
        @Override
        double[] values(int rows, int columns, Random random) {
            return new double[rows * columns];
        }
    },
    /** All one. */
    ONES {
        @Override
        double[] values(int rows, int columns, Random random) {
            double[] values = new double[rows * columns];
            Arrays.fill(values, 1);
            return values;
        }
    },
    /** An LSTM's bias: one for the forget gate, the second quarter, zero elsewhere. */
    UNIT_FORGET_BIAS {
        @Override
        double[] values(int rows, int columns, Random random) {
            double[] values = new double[rows * columns];
            int units = values.length / 4;
            Arrays.fill(values, units, 2 * units, 1);
            return values;
        }
    },
    /** Uniform in [-0.05, 0.05). */
    UNIFORM {
        @Override
        double[] values(int rows, int columns, Random random) {
            return uniform(rows * columns, 0.05, random);
        }
    },
    /** Normal with mean 0 and variance 1; how PyTorch begins embeddings. */
    STANDARD_NORMAL {
        @Override
        double[] values(int rows, int columns, Random random) {
            double[] values = new double[rows * columns];
            Arrays.setAll(values, i -> random.nextGaussian());
            return values;
        }
    },
    /** Uniform in [-limit, limit) with limit = sqrt(6 / (rows + columns)) (Glorot and Bengio 2010). */
    GLOROT_UNIFORM {
        @Override
        double[] values(int rows, int columns, Random random) {
            return uniform(rows * columns, Math.sqrt(6.0 / (rows + columns)), random);
        }
    },
    /** Orthonormal rows or columns, whichever are fewer (Saxe et al. 2014). */
    ORTHOGONAL {
        @Override
        double[] values(int rows, int columns, Random random) {
            return Orthogonal.matrix(rows, columns, random);
        }
    };

    /** A matrix's values, row by row. */
    abstract double[] values(int rows, int columns, Random random);

    private static double[] uniform(int length, double limit, Random random) {
        double[] values = new double[length];
        for (int i = 0; i < length; i++) {
            values[i] = (2 * random.nextDouble() - 1) * limit;
        }
        return values;
    }
}
