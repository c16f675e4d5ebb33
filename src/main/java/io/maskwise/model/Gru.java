package io.maskwise.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A gated recurrent unit; Keras' {@code GRU} (Cho et al. 2014).
 *
 * <p>Kernels are Keras': {@code kernel} {@code [features, 3 units]}, {@code recurrent_kernel} {@code [units, 3 units]},
 * gates in the order update, reset, candidate. The {@code bias} is {@code [2, 3 units]}, the input's and the state's,
 * where the reset comes after the product, {@code [3 units]} where it comes before. {@link Recurrent} says what inputs,
 * outputs and masks are.
 *
 * @param recurrentActivation what the two gates are squashed with
 * @param resetAfter whether the reset gate applies after the product of state and kernel, Keras' default, or before it,
 *     as in the paper
 */
public record Gru(
        int units,
        @Default("last") RecurrentOutput output,
        @Default("forwards") TimeDirection direction,
        @Default("repeat") MaskedOutput maskedOutput,
        @Default("false") boolean returnState,
        @Default("tanh") ActivationFunction activation,
        @Default("sigmoid") ActivationFunction recurrentActivation,
        @Default("true") boolean useBias,
        @Default("true") boolean resetAfter)
        implements Recurrent {

    /** @throws IllegalArgumentException if there is no unit, or an activation is none for a recurrent layer */
    public Gru {
        RecurrentSettings.requireUnits(units);
        GateFunction.require(activation);
        GateFunction.require(recurrentActivation);
    }

    /** A layer with the given settings. */
    public Gru(RecurrentSettings settings, ActivationFunction recurrentActivation, boolean resetAfter) {
        this(
                settings.units(),
                settings.output(),
                settings.direction(),
                settings.maskedOutput(),
                settings.returnState(),
                settings.activation(),
                recurrentActivation,
                settings.useBias(),
                resetAfter);
    }

    /** A layer with Keras' defaults. */
    public static Gru of(int units, RecurrentOutput output) {
        return new Gru(RecurrentSettings.of(units, output), ActivationFunction.SIGMOID, true);
    }

    /** The same layer with the reset before the product, as in the paper. */
    public Gru resettingBefore() {
        return new Gru(settings(), recurrentActivation, false);
    }

    @Override
    public RecurrentSettings settings() {
        return new RecurrentSettings(units, output, direction, maskedOutput, returnState, activation, useBias);
    }

    @Override
    public Gru withSettings(RecurrentSettings settings) {
        return new Gru(settings, recurrentActivation, resetAfter);
    }

    @Override
    public List<Parameter> parameters(List<Shape> inputs) {
        int features = inputs.get(0).features();
        List<Parameter> parameters = new ArrayList<>(List.of(
                Parameter.matrix(RecurrentPass.KERNEL, features, 3 * units, Initializer.GLOROT_UNIFORM),
                Parameter.matrix(RecurrentPass.RECURRENT_KERNEL, units, 3 * units, Initializer.ORTHOGONAL)));
        if (useBias) {
            parameters.add(
                    resetAfter
                            ? Parameter.matrix(RecurrentPass.BIAS, 2, 3 * units, Initializer.ZEROS)
                            : Parameter.vector(RecurrentPass.BIAS, 3 * units, Initializer.ZEROS));
        }
        return parameters;
    }

    @Override
    public LayerPass forward(List<Activation> inputs, Map<String, Tensor> parameters, Call call) {
        RecurrentInputs read = RecurrentInputs.of(this, inputs, parameters);
        RecurrentCell cell = resetAfter
                ? new GruCell(this, read.positions(), parameters)
                : new ResetBeforeGruCell(this, read.positions(), parameters);
        return new RecurrentPass(this, read, cell, parameters);
    }
}
