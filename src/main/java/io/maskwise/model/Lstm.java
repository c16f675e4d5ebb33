package io.maskwise.model;

import io.maskwise.sequence.Mask;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A long short-term memory layer; Keras' {@code LSTM} (Hochreiter and Schmidhuber 1997).
 *
 * <p>Input {@code [batch, time, features]}. At a masked step the state is carried over unchanged, forward and backward,
 * and the output repeats the one before (zeros if there was none). Kernels are Keras': {@code kernel}
 * {@code [features, 4 units]}, {@code recurrent_kernel} {@code [units, 4 units]}, {@code bias} {@code [4 units]}, gates in
 * the order input, forget, candidate, output.
 *
 * @param units the size of the state
 * @param output what the layer gives back
 * @param direction the order in which steps are read; backwards flips the whole time axis, as Keras'
 *     {@code go_backwards} does, outputs included
 * @param maskedOutput what stands in the output at masked steps
 */
public record Lstm(int units, RecurrentOutput output, TimeDirection direction, MaskedOutput maskedOutput)
        implements Layer {
    static final String KERNEL = "kernel";
    static final String RECURRENT_KERNEL = "recurrent_kernel";
    static final String BIAS = "bias";

    public Lstm {
        if (units < 1) {
            throw new IllegalArgumentException("Invalid number of units: " + units + " (must be >= 1)");
        }
    }

    /** A forward layer that repeats its last output at masked steps, which are Keras' defaults. */
    public static Lstm of(int units, RecurrentOutput output) {
        return new Lstm(units, output, TimeDirection.FORWARDS, MaskedOutput.REPEAT);
    }

    @Override
    public MaskFlow maskFlow() {
        return output == RecurrentOutput.SEQUENCE ? MaskFlow.USES : MaskFlow.ENDS;
    }

    @Override
    public Shape outputShape(List<Shape> inputs) {
        if (!inputs.get(0).isSequence()) {
            throw new IllegalArgumentException(
                    "Invalid input of Lstm: " + inputs.get(0) + " (must be (batch, time, features))");
        }
        return output == RecurrentOutput.SEQUENCE ? Shape.sequence(units) : Shape.vector(units);
    }

    @Override
    public List<Parameter> parameters(List<Shape> inputs) {
        int features = inputs.get(0).features();
        return List.of(
                Parameter.matrix(KERNEL, features, 4 * units, Initializer.GLOROT_UNIFORM),
                Parameter.matrix(RECURRENT_KERNEL, units, 4 * units, Initializer.ORTHOGONAL),
                Parameter.vector(BIAS, 4 * units, Initializer.UNIT_FORGET_BIAS));
    }

    @Override
    public Optional<Mask> computeMask(List<Activation> inputs) {
        return output == RecurrentOutput.SEQUENCE ? inputs.get(0).mask() : Optional.empty();
    }

    @Override
    public LayerPass forward(List<Activation> inputs, Map<String, Tensor> parameters, Call call) {
        return new LstmPass(this, inputs.get(0), parameters);
    }
}
