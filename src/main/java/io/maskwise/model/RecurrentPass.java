package io.maskwise.model;

import io.maskwise.sequence.Mask;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A recurrent layer's way through a batch and back: only real steps are computed, masked rows keep their state.
 *
 * <p>The input's share of all gates is one product; the {@link RecurrentCell} does the rest step by step.
 */
final class RecurrentPass extends OutputsPass {
    static final String KERNEL = "kernel";
    static final String RECURRENT_KERNEL = "recurrent_kernel";
    static final String BIAS = "bias";

    private final RecurrentSettings settings;
    private final RecurrentInputs inputs;
    private final RecurrentCell cell;
    private final Tensor input;
    private final Tensor kernel;
    private final Reading reading;
    private final int stateVectors;
    private final List<RecurrentCell.Step> steps = new ArrayList<>();
    private final List<Activation> outputs = new ArrayList<>();

    RecurrentPass(Recurrent layer, RecurrentInputs inputs, RecurrentCell cell, Map<String, Tensor> parameters) {
        this.settings = layer.settings();
        this.inputs = inputs;
        this.cell = cell;
        this.input = inputs.sequence().clearedValues();
        this.kernel = Parameters.of(parameters, KERNEL);
        this.reading = new Reading(inputs, settings.direction());
        this.stateVectors = layer.stateVectors();
        run(projection(parameters), layer.computeMask(List.of(inputs.sequence())));
    }

    /** The input's share of every gate at every step, {@code [batch * time, width]}. */
    private double[] projection(Map<String, Tensor> parameters) {
        int width = cell.width();
        int rows = inputs.positions();
        double[] projection = new double[rows * width];
        if (settings.useBias()) {
            double[] bias = Parameters.of(parameters, BIAS).values();
            for (int row = 0; row < rows; row++) {
                System.arraycopy(bias, 0, projection, row * width, width);
            }
        }
        Gemm.addProduct(input.values(), kernel.values(), projection, rows, width, input.features());
        return projection;
    }

    private void run(double[] projection, Optional<Mask> outputMask) {
        int units = settings.units();
        RecurrentState state = RecurrentState.zeros(inputs.batch(), units, stateVectors);
        for (int vector = 0; vector < inputs.state().size(); vector++) {
            state.add(vector, inputs.state().get(vector));
        }
        Tensor sequence = settings.isSequence()
                ? Tensor.zeros(inputs.batch(), reading.time(), units)
                : Tensor.zeros(inputs.batch(), units);
        for (int place = 0; place < reading.time(); place++) {
            StepRows rows = reading.rows(place);
            steps.add(cell.take(rows, rows.gather(projection, cell.width()), state));
            if (settings.isSequence()) {
                show(state, place, sequence);
            }
        }
        if (!settings.isSequence()) {
            System.arraycopy(state.hidden(), 0, sequence.values(), 0, sequence.values().length);
        }
        outputs.add(new Activation(sequence, outputMask));
        if (settings.returnState()) {
            state.vectors()
                    .forEach(vector -> outputs.add(Activation.unmasked(Tensor.of(vector, inputs.batch(), units))));
        }
    }

    private void show(RecurrentState state, int place, Tensor sequence) {
        int units = settings.units();
        for (int row : reading.shown(place, settings.maskedOutput())) {
            int target = (row * reading.time() + place) * units;
            System.arraycopy(state.hidden(), row * units, sequence.values(), target, units);
        }
    }

    @Override
    public List<Activation> outputs() {
        return outputs;
    }

    @Override
    public List<Tensor> backward(List<Tensor> upstream, Map<String, Tensor> gradients) {
        RecurrentState gradient = afterAllSteps(upstream);
        double[] deltas = new double[inputs.positions() * cell.width()];
        for (int place = reading.time() - 1; place >= 0; place--) {
            if (settings.isSequence()) {
                addShown(upstream.get(0), place, gradient);
            }
            reading.rows(place).scatter(steps.get(place).backward(gradient), deltas, cell.width());
        }
        cell.collect(deltas, gradients);
        List<Tensor> downstream = new ArrayList<>(List.of(collectInput(deltas, gradients)));
        for (int vector = 0; vector < inputs.state().size(); vector++) {
            downstream.add(Tensor.of(gradient.vectors().get(vector), inputs.batch(), settings.units()));
        }
        return downstream;
    }

    /** The derivative by the state after the last step, as far as it is an output by itself. */
    private RecurrentState afterAllSteps(List<Tensor> upstream) {
        RecurrentState gradient = RecurrentState.zeros(inputs.batch(), settings.units(), stateVectors);
        if (!settings.isSequence()) {
            gradient.add(0, upstream.get(0));
        }
        for (int output = 1; output < outputs.size(); output++) {
            gradient.add(output - 1, upstream.get(output));
        }
        return gradient;
    }

    private void addShown(Tensor upstream, int place, RecurrentState gradient) {
        int units = settings.units();
        for (int row : reading.shown(place, settings.maskedOutput())) {
            int source = (row * reading.time() + place) * units;
            for (int unit = 0; unit < units; unit++) {
                gradient.hidden()[row * units + unit] += upstream.values()[source + unit];
            }
        }
    }

    private Tensor collectInput(double[] deltas, Map<String, Tensor> gradients) {
        int width = cell.width();
        int rows = inputs.positions();
        int features = input.features();
        double[] kernelGradient = Parameters.of(gradients, KERNEL).values();
        Gemm.addProductOfTransposed(input.values(), deltas, kernelGradient, features, width, rows);
        if (settings.useBias()) {
            double[] bias = Parameters.of(gradients, BIAS).values();
            for (int i = 0; i < deltas.length; i++) {
                bias[i % width] += deltas[i];
            }
        }
        Tensor inputGradient = Tensor.zeros(input.shape());
        Gemm.addProductWithTransposed(deltas, kernel.values(), inputGradient.values(), rows, features, width);
        return inputGradient;
    }
}
