package io.maskwise.model;

import static org.nd4j.linalg.indexing.NDArrayIndex.all;
import static org.nd4j.linalg.indexing.NDArrayIndex.interval;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * One step's gates and states, as if every row were real.
 *
 * @param gates activated gates, shape {@code [batch, 4 units]}, column by column, in Keras' order i, f, g, o
 * @param features the step's input, {@code [batch, features]}
 * @param hiddenBefore the output before this step, {@code [batch, units]}
 * @param cellBefore the cell before this step
 * @param cell the cell after it
 * @param cellTanh the hyperbolic tangent of {@code cell}
 * @param hidden the output after it
 */
record LstmGates(
        INDArray gates,
        INDArray features,
        INDArray hiddenBefore,
        INDArray cellBefore,
        INDArray cell,
        INDArray cellTanh,
        INDArray hidden) {

    /** Activates the gates in place and takes the step. */
    static LstmGates activate(INDArray gates, INDArray features, INDArray hidden, INDArray cell) {
        long units = cell.size(1);
        Transforms.sigmoid(columns(gates, 0, 2, units), false);
        Transforms.tanh(columns(gates, 2, 3, units), false);
        Transforms.sigmoid(columns(gates, 3, 4, units), false);
        INDArray newCell = columns(gates, 1, 2, units).mul(cell);
        newCell.addi(columns(gates, 0, 1, units).mul(columns(gates, 2, 3, units)));
        INDArray cellTanh = Transforms.tanh(newCell, true);
        return new LstmGates(
                gates,
                features,
                hidden,
                cell,
                newCell,
                cellTanh,
                columns(gates, 3, 4, units).mul(cellTanh));
    }

    /**
     * The derivative by the gates before activation, {@code [batch, 4 units]}.
     *
     * @param hiddenGradient the derivative by {@code hidden}
     * @param cellGradient the derivative by {@code cell}, all ways included
     */
    INDArray backward(INDArray hiddenGradient, INDArray cellGradient) {
        long units = cell.size(1);
        INDArray input = columns(gates, 0, 1, units);
        INDArray forget = columns(gates, 1, 2, units);
        INDArray candidate = columns(gates, 2, 3, units);
        INDArray output = columns(gates, 3, 4, units);
        INDArray delta = Nd4j.createUninitialized(gates.dataType(), gates.shape(), 'f');
        columns(delta, 0, 1, units)
                .assign(cellGradient.mul(candidate).muli(input).muli(input.rsub(1)));
        columns(delta, 1, 2, units)
                .assign(cellGradient.mul(cellBefore).muli(forget).muli(forget.rsub(1)));
        columns(delta, 2, 3, units)
                .assign(cellGradient.mul(input).muli(candidate.mul(candidate).rsubi(1)));
        columns(delta, 3, 4, units)
                .assign(hiddenGradient.mul(cellTanh).muli(output).muli(output.rsub(1)));
        return delta;
    }

    /** The derivative by {@code cell} that comes through {@code hidden}. */
    INDArray cellGradient(INDArray hiddenGradient) {
        return hiddenGradient
                .mul(columns(gates, 3, 4, cell.size(1)))
                .muli(cellTanh.mul(cellTanh).rsubi(1));
    }

    /** The forget gate. */
    INDArray forget() {
        return columns(gates, 1, 2, cell.size(1));
    }

    private static INDArray columns(INDArray gates, int from, int to, long units) {
        return gates.get(all(), interval(from * units, to * units));
    }
}
