package io.maskwise.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A long short-term memory layer; Keras' {@code LSTM} (Hochreiter and Schmidhuber 1997).
 *
 * <p>Its state is two vectors, outputs and cells. Kernels are Keras': {@code kernel} {@code [features, 4 units]},
 * {@code recurrent_kernel} {@code [units, 4 units]}, {@code bias} {@code [4 units]}, gates in the order input, forget,
 * candidate, output. {@link Recurrent} says what inputs, outputs and masks are.
 *
 * @param recurrentActivation what the three gates are squashed with
 */
public record Lstm(
        int units,
        @Default("last") RecurrentOutput output,
        @Default("forwards") TimeDirection direction,
        @Default("repeat") MaskedOutput maskedOutput,
        @Default("false") boolean returnState,
        @Default("tanh") ActivationFunction activation,
        @Default("sigmoid") ActivationFunction recurrentActivation,
        @Default("true") boolean useBias)
        implements Recurrent {

    /** @throws IllegalArgumentException if there is no unit, or an activation is none for a recurrent layer */
    public Lstm {
        RecurrentSettings.requireUnits(units);
        GateFunction.require(activation);
        GateFunction.require(recurrentActivation);
    }

    /** A layer with the given settings. */
    public Lstm(RecurrentSettings settings, ActivationFunction recurrentActivation) {
        this(
                settings.units(),
                settings.output(),
                settings.direction(),
                settings.maskedOutput(),
                settings.returnState(),
                settings.activation(),
                recurrentActivation,
                settings.useBias());
    }

    /** A layer with Keras' defaults. */
    public static Lstm of(int units, RecurrentOutput output) {
        return new Lstm(RecurrentSettings.of(units, output), ActivationFunction.SIGMOID);
    }

    @Override
    public RecurrentSettings settings() {
        return new RecurrentSettings(units, output, direction, maskedOutput, returnState, activation, useBias);
    }

    @Override
    public Lstm withSettings(RecurrentSettings settings) {
        return new Lstm(settings, recurrentActivation);
    }

    @Override
    public int stateVectors() {
        return 2;
    }

    @Override
    public List<Parameter> parameters(List<Shape> inputs) {
        int features = inputs.get(0).features();
        List<Parameter> parameters = new ArrayList<>(List.of(
                Parameter.matrix(RecurrentPass.KERNEL, features, 4 * units, Initializer.GLOROT_UNIFORM),
                Parameter.matrix(RecurrentPass.RECURRENT_KERNEL, units, 4 * units, Initializer.ORTHOGONAL)));
        if (useBias) {
            parameters.add(Parameter.vector(RecurrentPass.BIAS, 4 * units, Initializer.UNIT_FORGET_BIAS));
        }
        return parameters;
    }

    @Override
    public LayerPass forward(List<Activation> inputs, Map<String, Tensor> parameters, Call call) {
        RecurrentInputs read = RecurrentInputs.of(this, inputs, parameters);
        if (call.precision() == Precision.FLOAT && FloatLstmPass.suits(this)) {
            return FloatLstmPass.of(this, read, parameters);
        }
        return new RecurrentPass(this, read, new LstmCell(this, read.positions(), parameters), parameters);
    }
}
