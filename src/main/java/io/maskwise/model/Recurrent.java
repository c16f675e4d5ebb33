package io.maskwise.model;

import io.maskwise.sequence.Mask;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * A layer that reads a sequence step by step and carries a state; Keras' {@code RNN}.
 *
 * <ul>
 *   <li>It reads {@code [batch, time, features]}, and after it, if wanted, its initial state: {@link #stateVectors}
 *       inputs {@code [batch, units]}, zeros where they are not given.
 *   <li>At a masked step the state is carried over unchanged, forward and backward.
 *   <li>{@link RecurrentOutput#LAST} is the output after the last real step; the initial state where a row has none.
 *       Keras gives zeros with {@code zero_output_for_mask} if the last step is padding; that option concerns sequences
 *       only here.
 *   <li>A {@link RecurrentOutput#SEQUENCE} repeats the output before at a masked step, zeros before the first real one
 *       whatever the initial state (as Keras on TensorFlow and PyTorch; on NumPy and JAX it repeats the initial state).
 *   <li>Read backwards, a sequence comes out in the order of reading, and its mask with it; Keras leaves the mask as it
 *       was.
 *   <li>With {@code returnState} the vectors of the state are outputs 1 and on. They have no mask.
 * </ul>
 */
public interface Recurrent extends Layer {
    /** The options that it shares with other recurrent layers. */
    RecurrentSettings settings();

    /** The same layer with other settings. */
    Recurrent withSettings(RecurrentSettings settings);

    /** The number of vectors {@code [batch, units]} that make its state. */
    default int stateVectors() {
        return 1;
    }

    /** The same layer, giving back its state too. */
    default Recurrent returningState() {
        return withSettings(settings().returningState());
    }

    /** The same layer, reading from the last step to the first. */
    default Recurrent goingBackwards() {
        return withSettings(settings().withDirection(TimeDirection.BACKWARDS));
    }

    /** The same layer, with zeros in its sequence at masked steps. */
    default Recurrent zeroingMaskedOutput() {
        return withSettings(settings().withMaskedOutput(MaskedOutput.ZERO));
    }

    /** The same layer with another activation. */
    default Recurrent withActivation(ActivationFunction activation) {
        return withSettings(settings().withActivation(activation));
    }

    /** The same layer without a bias. */
    default Recurrent withoutBias() {
        return withSettings(settings().withoutBias());
    }

    @Override
    default MaskFlow maskFlow() {
        return settings().isSequence() ? MaskFlow.USES : MaskFlow.ENDS;
    }

    @Override
    default Shape outputShape(List<Shape> inputs) {
        return outputShapes(inputs).get(0);
    }

    @Override
    default List<Shape> outputShapes(List<Shape> inputs) {
        String name = getClass().getSimpleName();
        RecurrentInputs.requireCount(name, inputs.size(), stateVectors());
        Shape input = inputs.get(0);
        if (!input.isSequence()) {
            throw new IllegalArgumentException(
                    "Invalid input of " + name + ": " + input + " (must be (batch, time, features))");
        }
        Shape vector = Shape.vector(settings().units());
        for (Shape state : inputs.subList(1, inputs.size())) {
            if (!state.equals(vector)) {
                throw new IllegalArgumentException("Invalid initial state of " + name + ": " + state + " (must be "
                        + vector + ", as the layer has " + settings().units() + " units)");
            }
        }
        Shape steps = new Shape(List.of(input.axes().get(0), settings().units()));
        return withStates(settings().isSequence() ? steps : vector, vector);
    }

    @Override
    default List<Boolean> outputsMasked(List<Boolean> inputs) {
        return withStates(settings().isSequence() && inputs.get(0), false);
    }

    @Override
    default Optional<Mask> computeMask(List<Activation> inputs) {
        return settings().isSequence()
                ? inputs.get(0).mask().map(settings().direction()::inOrderOfReading)
                : Optional.empty();
    }

    @Override
    default List<Optional<Mask>> computeMasks(List<Activation> inputs) {
        return withStates(computeMask(inputs), Optional.empty());
    }

    /** Something of each output: of the first, and of each vector of the state where those are given back. */
    private <T> List<T> withStates(T first, T state) {
        List<T> all = new ArrayList<>(List.of(first));
        all.addAll(Collections.nCopies(settings().returnState() ? stateVectors() : 0, state));
        return List.copyOf(all);
    }
}
