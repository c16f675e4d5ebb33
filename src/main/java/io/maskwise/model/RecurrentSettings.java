package io.maskwise.model;

import java.io.Serializable;

/**
 * The options that all recurrent layers share.
 *
 * @param units the size of the state
 * @param output what the layer gives back; Keras' {@code return_sequences}
 * @param direction the order in which steps are read; Keras' {@code go_backwards}
 * @param maskedOutput what stands in a sequence output at masked steps; Keras' {@code zero_output_for_mask}
 * @param returnState whether the state after the last real step is given back too; Keras' {@code return_state}
 * @param activation what the candidate, or the one output, is squashed with: one of those whose derivative is known from
 *     their value (tanh, sigmoid, hard_sigmoid, relu, linear)
 * @param useBias whether there is a bias
 */
public record RecurrentSettings(
        int units,
        RecurrentOutput output,
        TimeDirection direction,
        MaskedOutput maskedOutput,
        boolean returnState,
        ActivationFunction activation,
        boolean useBias)
        implements Serializable {
    public RecurrentSettings {
        requireUnits(units);
        GateFunction.require(activation);
    }

    static void requireUnits(int units) {
        if (units < 1) {
            throw new IllegalArgumentException("Invalid number of units: " + units + " (must be >= 1)");
        }
    }

    /** Keras' defaults. */
    public static RecurrentSettings of(int units, RecurrentOutput output) {
        return new RecurrentSettings(
                units, output, TimeDirection.FORWARDS, MaskedOutput.REPEAT, false, ActivationFunction.TANH, true);
    }

    /** The same in another direction. */
    public RecurrentSettings withDirection(TimeDirection other) {
        return new RecurrentSettings(units, output, other, maskedOutput, returnState, activation, useBias);
    }

    /** The same with another output at masked steps. */
    public RecurrentSettings withMaskedOutput(MaskedOutput other) {
        return new RecurrentSettings(units, output, direction, other, returnState, activation, useBias);
    }

    /** The same with the state given back. */
    public RecurrentSettings returningState() {
        return new RecurrentSettings(units, output, direction, maskedOutput, true, activation, useBias);
    }

    /** The same with another activation. */
    public RecurrentSettings withActivation(ActivationFunction other) {
        return new RecurrentSettings(units, output, direction, maskedOutput, returnState, other, useBias);
    }

    /** The same without a bias. */
    public RecurrentSettings withoutBias() {
        return new RecurrentSettings(units, output, direction, maskedOutput, returnState, activation, false);
    }

    /** Whether the output has time steps. */
    boolean isSequence() {
        return output == RecurrentOutput.SEQUENCE;
    }
}
