package io.maskwise.model;

import static org.nd4j.linalg.indexing.NDArrayIndex.all;
import static org.nd4j.linalg.indexing.NDArrayIndex.point;

import io.maskwise.sequence.Mask;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The forward pass of an LSTM, step by step, keeping what the way back needs. */
final class LstmForward {
    private final Lstm layer;
    private final INDArray input;
    private final Optional<Mask> mask;
    private final INDArray kernel;
    private final INDArray recurrentKernel;
    private final INDArray bias;
    private final List<LstmStep> steps = new ArrayList<>();

    LstmForward(Lstm layer, Activation input, Map<String, INDArray> parameters) {
        this.layer = layer;
        this.input = input.clearedValues();
        this.mask = input.mask().filter(present -> !present.isAllReal());
        this.kernel = Parameters.of(parameters, Lstm.KERNEL);
        this.recurrentKernel = Parameters.of(parameters, Lstm.RECURRENT_KERNEL);
        this.bias = Parameters.of(parameters, Lstm.BIAS);
        run();
    }

    private void run() {
        INDArray zeros = Nd4j.create(input.dataType(), new long[] {batch(), layer.units()}, 'f');
        INDArray hidden = zeros;
        INDArray cell = zeros;
        for (int place = 0; place < time(); place++) {
            LstmStep step = step(layer.direction().step(place, time()), hidden, cell);
            steps.add(step);
            hidden = step.hidden();
            cell = step.cell();
        }
    }

    private LstmStep step(int time, INDArray hidden, INDArray cell) {
        int realRows = mask.map(present -> MaskedArrays.realRows(present, time)).orElse(batch());
        if (realRows == 0) {
            return LstmStep.skipped(hidden, cell);
        }
        INDArray features = input.get(all(), point(time), all()).dup('f');
        INDArray gates =
                features.mmul(kernel).addi(hidden.mmul(recurrentKernel)).addiRowVector(bias);
        LstmGates computed = LstmGates.activate(gates, features, hidden, cell);
        return realRows == batch()
                ? LstmStep.computed(computed)
                : LstmStep.blended(computed, MaskedArrays.column(mask.orElseThrow(), time, input.dataType()));
    }

    int batch() {
        return (int) input.size(0);
    }

    int time() {
        return (int) input.size(1);
    }

    INDArray kernel() {
        return kernel;
    }

    INDArray recurrentKernel() {
        return recurrentKernel;
    }

    /** The steps in the order in which they were read. */
    List<LstmStep> steps() {
        return steps;
    }

    INDArray lastHidden() {
        return steps.isEmpty()
                ? Nd4j.create(input.dataType(), batch(), layer.units())
                : steps.get(steps.size() - 1).hidden();
    }
}
