package io.maskwise.model;

import java.util.List;
import java.util.stream.IntStream;

/**
 * The state of a recurrent layer for every row of a batch, or the derivative by it; changed step by step.
 *
 * @param units the size of one row's share of a vector
 * @param vectors {@code [batch, units]} row by row: the output, and what else the layer carries
 */
record RecurrentState(int units, List<double[]> vectors) {
    static RecurrentState zeros(int batch, int units, int vectors) {
        return new RecurrentState(
                units,
                IntStream.range(0, vectors)
                        .mapToObj(vector -> new double[batch * units])
                        .toList());
    }

    /** The outputs. */
    double[] hidden() {
        return vectors.get(0);
    }

    /** An LSTM's cells. */
    double[] cell() {
        return vectors.get(1);
    }

    /** The outputs of some rows, one after another. */
    double[] hiddenOf(StepRows rows) {
        double[] some = new double[rows.count() * units];
        for (int i = 0; i < rows.count(); i++) {
            System.arraycopy(hidden(), rows.row(i) * units, some, i * units, units);
        }
        return some;
    }

    /** Sets the outputs of some rows, given one after another. */
    void setHidden(StepRows rows, double[] some) {
        for (int i = 0; i < rows.count(); i++) {
            System.arraycopy(some, i * units, hidden(), rows.row(i) * units, units);
        }
    }

    /** Adds to the outputs of some rows, given one after another. */
    void addHidden(StepRows rows, double[] some) {
        for (int i = 0; i < some.length; i++) {
            hidden()[rows.row(i / units) * units + i % units] += some[i];
        }
    }

    /** Adds to one of the vectors. */
    void add(int vector, Tensor tensor) {
        double[] sum = vectors.get(vector);
        for (int i = 0; i < sum.length; i++) {
            sum[i] += tensor.values()[i];
        }
    }
}
