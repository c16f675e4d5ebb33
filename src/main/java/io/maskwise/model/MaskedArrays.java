package io.maskwise.model;

import static org.nd4j.linalg.indexing.NDArrayIndex.all;
import static org.nd4j.linalg.indexing.NDArrayIndex.interval;
import static org.nd4j.linalg.indexing.NDArrayIndex.point;

import io.maskwise.sequence.Mask;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Arrays under a mask. */
final class MaskedArrays {
    private MaskedArrays() {}

    /** A copy with zeros at masked steps; assigns instead of multiplying, because NaN times zero is NaN. */
    static INDArray cleared(INDArray sequence, Mask mask) {
        INDArray cleared = sequence.dup('c');
        for (int row = 0; row < mask.batch(); row++) {
            int step = 0;
            while (step < mask.time()) {
                int start = step;
                while (step < mask.time() && !mask.isReal(row, step)) {
                    step++;
                }
                if (step > start) {
                    cleared.get(point(row), interval(start, step), all()).assign(0);
                }
                step++;
            }
        }
        return cleared;
    }

    /** One step of a mask as a column of ones and zeros, shape {@code [batch, 1]}. */
    static INDArray column(Mask mask, int step, DataType type) {
        double[] values = new double[mask.batch()];
        for (int row = 0; row < values.length; row++) {
            values[row] = mask.isReal(row, step) ? 1 : 0;
        }
        return Nd4j.createFromArray(values).castTo(type).reshape('f', values.length, 1);
    }

    /** How many rows are real at a step. */
    static int realRows(Mask mask, int step) {
        int rows = 0;
        for (int row = 0; row < mask.batch(); row++) {
            rows += mask.isReal(row, step) ? 1 : 0;
        }
        return rows;
    }
}
