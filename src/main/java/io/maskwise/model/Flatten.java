package io.maskwise.model;

import java.util.List;
import java.util.Map;

/**
 * The real steps of each row one after the other in one vector, zeros after them; a {@code Flatten} that knows the mask.
 *
 * <p>Input {@code [batch, time, features]}, output {@code [batch, steps * features]}, without a mask. Because the steps
 * move together, neither the side of the padding nor gaps can be seen, and what stands under the mask cannot either.
 * Keras' {@code Flatten}, which forgets the mask, gives the same where padding is on the right and zero, and there are
 * {@code steps} steps. Without a mask every step is real.
 *
 * @param steps for how many steps there is room; a row with more real steps is refused
 */
public record Flatten(int steps) implements Layer {
    public Flatten {
        if (steps < 1) {
            throw new IllegalArgumentException("Invalid number of steps of Flatten: " + steps + " (must be >= 1)");
        }
    }

    @Override
    public MaskFlow maskFlow() {
        return MaskFlow.ENDS;
    }

    @Override
    public Shape outputShape(List<Shape> inputs) {
        return Shape.vector(
                Math.multiplyExact(steps, Inputs.sequence(this, inputs).features()));
    }

    @Override
    public LayerPass forward(List<Activation> inputs, Map<String, Tensor> parameters, Call call) {
        Activation input = Inputs.sequenceValues(this, inputs);
        int features = input.values().features();
        Tensor output = Tensor.zeros(input.values().dimension(0), steps * features);
        int[] places = Pooling.nowhere(output);
        for (int row = 0; row < output.dimension(0); row++) {
            int[] real = Steps.real(input, row);
            checkRoom(row, real.length);
            for (int i = 0; i < real.length * features; i++) {
                places[row * steps * features + i] =
                        (row * input.values().dimension(1) + real[i / features]) * features + i % features;
            }
        }
        return Pooling.picked(input, output, places);
    }

    private void checkRoom(int row, int real) {
        if (real > steps) {
            throw new IllegalArgumentException("Cannot flatten row " + row + ": it has " + real
                    + " real steps, and Flatten has room for " + steps + " (truncate the sequence, or make room)");
        }
    }
}
