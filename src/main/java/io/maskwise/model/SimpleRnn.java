package io.maskwise.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A fully connected recurrent layer, whose output is its state; Keras' {@code SimpleRNN} (Elman 1990).
 *
 * <p>Kernels are Keras': {@code kernel} {@code [features, units]}, {@code recurrent_kernel} {@code [units, units]},
 * {@code bias} {@code [units]}. {@link Recurrent} says what inputs, outputs and masks are.
 */
public record SimpleRnn(
        int units,
        @Default("last") RecurrentOutput output,
        @Default("forwards") TimeDirection direction,
        @Default("repeat") MaskedOutput maskedOutput,
        @Default("false") boolean returnState,
        @Default("tanh") ActivationFunction activation,
        @Default("true") boolean useBias)
        implements Recurrent {

    /** @throws IllegalArgumentException if there is no unit, or an activation is none for a recurrent layer */
    public SimpleRnn {
        RecurrentSettings.requireUnits(units);
        GateFunction.require(activation);
    }

    /** A layer with the given settings. */
    public SimpleRnn(RecurrentSettings settings) {
        this(
                settings.units(),
                settings.output(),
                settings.direction(),
                settings.maskedOutput(),
                settings.returnState(),
                settings.activation(),
                settings.useBias());
    }

    /** A layer with Keras' defaults. */
    public static SimpleRnn of(int units, RecurrentOutput output) {
        return new SimpleRnn(RecurrentSettings.of(units, output));
    }

    @Override
    public RecurrentSettings settings() {
        return new RecurrentSettings(units, output, direction, maskedOutput, returnState, activation, useBias);
    }

    @Override
    public SimpleRnn withSettings(RecurrentSettings settings) {
        return new SimpleRnn(settings);
    }

    @Override
    public List<Parameter> parameters(List<Shape> inputs) {
        int features = inputs.get(0).features();
        List<Parameter> parameters = new ArrayList<>(List.of(
                Parameter.matrix(RecurrentPass.KERNEL, features, units, Initializer.GLOROT_UNIFORM),
                Parameter.matrix(RecurrentPass.RECURRENT_KERNEL, units, units, Initializer.ORTHOGONAL)));
        if (useBias) {
            parameters.add(Parameter.vector(RecurrentPass.BIAS, units, Initializer.ZEROS));
        }
        return parameters;
    }

    @Override
    public LayerPass forward(List<Activation> inputs, Map<String, Tensor> parameters, Call call) {
        RecurrentInputs read = RecurrentInputs.of(this, inputs, parameters);
        return new RecurrentPass(this, read, new SimpleRnnCell(this, read.positions(), parameters), parameters);
    }
}
