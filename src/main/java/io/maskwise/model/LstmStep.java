package io.maskwise.model;

import java.util.Optional;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * One step as the mask has it: the state after it, and how it came about.
 *
 * @param gates what was computed, absent where every row is masked
 * @param real ones and zeros, {@code [batch, 1]}; absent where every row is real, or none
 * @param hidden the output after this step, carried over in masked rows
 * @param cell the cell after this step, carried over in masked rows
 */
record LstmStep(Optional<LstmGates> gates, Optional<INDArray> real, INDArray hidden, INDArray cell) {
    static LstmStep skipped(INDArray hidden, INDArray cell) {
        return new LstmStep(Optional.empty(), Optional.empty(), hidden, cell);
    }

    static LstmStep computed(LstmGates gates) {
        return new LstmStep(Optional.of(gates), Optional.empty(), gates.hidden(), gates.cell());
    }

    static LstmStep blended(LstmGates gates, INDArray real) {
        return new LstmStep(
                Optional.of(gates),
                Optional.of(real),
                blend(gates.hidden(), gates.hiddenBefore(), real),
                blend(gates.cell(), gates.cellBefore(), real));
    }

    /** Multiplying by exact ones and zeros selects exactly: both sides are finite, because the input was cleared. */
    private static INDArray blend(INDArray computed, INDArray carried, INDArray real) {
        return computed.mulColumnVector(real).addi(carried.mulColumnVector(real.rsub(1)));
    }

    /** What the real rows contribute of a gradient. */
    INDArray realPart(INDArray gradient) {
        return real.map(gradient::mulColumnVector).orElse(gradient);
    }

    /** Adds to a gradient what masked rows carry past this step. */
    INDArray withCarried(INDArray computed, INDArray gradient) {
        return real.map(column -> computed.addi(gradient.mulColumnVector(column.rsub(1))))
                .orElse(computed);
    }
}
