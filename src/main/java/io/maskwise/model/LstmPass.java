package io.maskwise.model;

import io.maskwise.sequence.Mask;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * An LSTM's way through a batch and back: only real steps are computed, masked rows keep their state.
 *
 * <p>The plain form: input projection as one product, a recurrent product a step, gates in one loop.
 */
final class LstmPass implements LayerPass {
    private final Lstm layer;
    private final Tensor input;
    private final Optional<Mask> mask;
    private final Tensor kernel;
    private final Tensor recurrentKernel;
    private final int batch;
    private final int time;
    private final List<LstmStep> steps = new ArrayList<>();
    private final double[] hiddenBefore;
    private final Activation output;

    LstmPass(Lstm layer, Activation activation, Map<String, Tensor> parameters) {
        this.layer = layer;
        this.input = activation.clearedValues();
        this.mask = activation.mask();
        this.batch = input.dimension(0);
        this.time = input.dimension(1);
        this.kernel = Parameters.of(parameters, Lstm.KERNEL);
        this.recurrentKernel = Parameters.of(parameters, Lstm.RECURRENT_KERNEL);
        this.hiddenBefore = new double[batch * time * layer.units()];
        this.output = run(projection(Parameters.of(parameters, Lstm.BIAS)));
    }

    /** The input's share of every gate at every step, {@code [batch * time, 4 units]}. */
    private double[] projection(Tensor bias) {
        int width = 4 * layer.units();
        double[] projection = new double[batch * time * width];
        for (int row = 0; row < batch * time; row++) {
            System.arraycopy(bias.values(), 0, projection, row * width, width);
        }
        Gemm.addProduct(input.values(), kernel.values(), projection, batch * time, width, input.features());
        return projection;
    }

    private Activation run(double[] projection) {
        LstmState state = LstmState.zeros(batch, layer.units());
        boolean sequence = layer.output() == RecurrentOutput.SEQUENCE;
        Tensor values = sequence ? Tensor.zeros(batch, time, layer.units()) : Tensor.zeros(batch, layer.units());
        GateInputs inputs = new GateInputs(projection, new RecurrentProduct(recurrentKernel, batch));
        for (int place = 0; place < time; place++) {
            LstmStep step = step(place, inputs, state);
            steps.add(step);
            if (sequence || place == time - 1) {
                for (int row : outputRows(step)) {
                    int target = sequence ? row * time + place : row;
                    copyRow(state.hidden(), row, values.values(), target);
                }
            }
        }
        return new Activation(values, layer.computeMask(List.of(new Activation(input, mask))));
    }

    /** The two shares of every gate: the input's, computed for all steps, and the state's, computed step by step. */
    @SuppressWarnings("ArrayRecordComponent") // scratch of one pass
    private record GateInputs(double[] projection, RecurrentProduct recurrent) {}

    private LstmStep step(int place, GateInputs inputs, LstmState state) {
        int step = layer.direction().step(place, time);
        int[] rows = IntStream.range(0, batch)
                .filter(row -> mask.isEmpty() || mask.get().isReal(row, step))
                .toArray();
        int units = layer.units();
        double[] hidden = new double[rows.length * units];
        for (int i = 0; i < rows.length; i++) {
            copyRow(state.hidden(), rows[i], hidden, i);
            copyRow(state.hidden(), rows[i], hiddenBefore, rows[i] * time + step);
        }
        double[] gates = rows.length == 0 ? new double[0] : inputs.recurrent().forward(hidden, rows.length);
        for (int i = 0; i < rows.length; i++) {
            int start = (rows[i] * time + step) * 4 * units;
            for (int gate = 0; gate < 4 * units; gate++) {
                gates[i * 4 * units + gate] += inputs.projection()[start + gate];
            }
        }
        return LstmStep.take(rows, gates, state);
    }

    private void copyRow(double[] from, int fromRow, double[] to, int toRow) {
        System.arraycopy(from, fromRow * layer.units(), to, toRow * layer.units(), layer.units());
    }

    /** The rows whose state shows in the output of a step. */
    private int[] outputRows(LstmStep step) {
        return layer.maskedOutput() == MaskedOutput.ZERO
                ? step.rows()
                : IntStream.range(0, batch).toArray();
    }

    @Override
    public Activation output() {
        return output;
    }

    @Override
    public List<Tensor> backward(Tensor upstream, Map<String, Tensor> gradients) {
        int units = layer.units();
        LstmState gradient = LstmState.zeros(batch, units);
        double[] deltas = new double[batch * time * 4 * units];
        RecurrentProduct recurrent = new RecurrentProduct(recurrentKernel, batch);
        for (int place = time - 1; place >= 0; place--) {
            LstmStep step = steps.get(place);
            addUpstream(upstream, place, gradient);
            if (step.rows().length > 0) {
                double[] delta = step.backward(gradient);
                double[] hidden = recurrent.backward(delta, step.rows().length);
                for (int i = 0; i < step.rows().length; i++) {
                    int row = step.rows()[i];
                    copyRow(hidden, i, gradient.hidden(), row);
                    int target = (row * time + layer.direction().step(place, time)) * 4 * units;
                    System.arraycopy(delta, i * 4 * units, deltas, target, 4 * units);
                }
            }
        }
        return List.of(collect(deltas, gradients));
    }

    private void addUpstream(Tensor upstream, int place, LstmState gradient) {
        boolean sequence = layer.output() == RecurrentOutput.SEQUENCE;
        if (!sequence && place < time - 1) {
            return;
        }
        int units = layer.units();
        for (int row : outputRows(steps.get(place))) {
            int source = (sequence ? row * time + place : row) * units;
            for (int unit = 0; unit < units; unit++) {
                gradient.hidden()[row * units + unit] += upstream.values()[source + unit];
            }
        }
    }

    private Tensor collect(double[] deltas, Map<String, Tensor> gradients) {
        int width = 4 * layer.units();
        int rows = batch * time;
        int features = input.features();
        Gemm.addProductOfTransposed(
                input.values(), deltas, Parameters.of(gradients, Lstm.KERNEL).values(), features, width, rows);
        Gemm.addProductOfTransposed(
                hiddenBefore,
                deltas,
                Parameters.of(gradients, Lstm.RECURRENT_KERNEL).values(),
                layer.units(),
                width,
                rows);
        double[] bias = Parameters.of(gradients, Lstm.BIAS).values();
        for (int i = 0; i < deltas.length; i++) {
            bias[i % width] += deltas[i];
        }
        Tensor inputGradient = Tensor.zeros(batch, time, features);
        Gemm.addProductWithTransposed(deltas, kernel.values(), inputGradient.values(), rows, features, width);
        return inputGradient;
    }
}
