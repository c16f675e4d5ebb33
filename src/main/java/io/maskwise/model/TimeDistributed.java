package io.maskwise.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A layer applied to every step by itself; Keras' {@code TimeDistributed}.
 *
 * <p>Input {@code [batch, time, …]}, output {@code [batch, time, …]}: what follows time is what the layer takes and
 * gives. The layer sees the real steps only, as the rows of one batch, so that even one that is random in training does
 * not see padding; masked steps of the output are zero. The mask passes through, and does not reach the layer inside.
 *
 * @param layer what is applied; it has one input and one output, and can do without a mask
 */
public record TimeDistributed(Layer layer) implements Layer {
    @Override
    public MaskFlow maskFlow() {
        return MaskFlow.PASSES;
    }

    @Override
    public Shape outputShape(List<Shape> inputs) {
        List<Shape> step = List.of(step(inputs));
        List<Shape> outputs = layer.outputShapes(step);
        if (layer.needsMask() || layer.outputsMasked(List.of(false)).contains(true) || outputs.size() != 1) {
            throw new IllegalArgumentException("Invalid layer of TimeDistributed: " + layer
                    + " (must neither need nor make a mask, and have one output)");
        }
        return prepended(inputs.get(0).axes().get(0), outputs.get(0));
    }

    private static Shape prepended(int time, Shape step) {
        List<Integer> axes = new ArrayList<>(step.axes());
        axes.add(0, time);
        return new Shape(axes);
    }

    /** The shape of one step. */
    private Shape step(List<Shape> inputs) {
        List<Integer> axes = Inputs.one(this, inputs).axes();
        if (axes.size() < 2) {
            throw Inputs.refused(this, inputs.get(0), "(batch, time, …)");
        }
        return new Shape(axes.subList(1, axes.size()));
    }

    @Override
    public List<Parameter> parameters(List<Shape> inputs) {
        return layer.parameters(List.of(step(inputs)));
    }

    @Override
    public Set<String> nonTrainable() {
        return layer.nonTrainable();
    }

    @Override
    public LayerPass forward(List<Activation> inputs, Map<String, Tensor> parameters, Call call) {
        Activation input = Inputs.one(this, inputs);
        if (input.values().rank() < 3) {
            throw Inputs.refused(this, input.values(), "[batch, time, …]");
        }
        int[] places = Steps.real(input);
        LayerPass pass = layer.forward(List.of(Activation.unmasked(packed(input.values(), places))), parameters, call);
        Tensor values = unpacked(pass.output().values(), places, input.values());
        return new Pass(input.values(), new Activation(values, input.mask()), places, pass);
    }

    /** Some steps as the rows of a batch; one row of zeros if there are none, which tells what shape comes out. */
    private static Tensor packed(Tensor sequence, int[] places) {
        int[] shape = Arrays.copyOfRange(sequence.shape(), 1, sequence.rank());
        shape[0] = Math.max(places.length, 1);
        Tensor packed = Tensor.zeros(shape);
        int width = Relayout.width(sequence);
        for (int row = 0; row < places.length; row++) {
            System.arraycopy(sequence.values(), places[row] * width, packed.values(), row * width, width);
        }
        return packed;
    }

    /** The rows of a batch as steps of a sequence that is as long as another; zeros elsewhere. */
    private static Tensor unpacked(Tensor packed, int[] places, Tensor asLongAs) {
        int[] shape = new int[packed.rank() + 1];
        shape[0] = asLongAs.dimension(0);
        shape[1] = asLongAs.dimension(1);
        System.arraycopy(packed.shape(), 1, shape, 2, packed.rank() - 1);
        Tensor sequence = Tensor.zeros(shape);
        int width = Relayout.width(sequence);
        for (int row = 0; row < places.length; row++) {
            System.arraycopy(packed.values(), row * width, sequence.values(), places[row] * width, width);
        }
        return sequence;
    }

    private record Pass(
            Tensor input,
            Activation output,
            @SuppressWarnings("ArrayRecordComponent") int[] places, // made, used once and forgotten
            LayerPass inner)
            implements LayerPass {
        @Override
        public List<Tensor> backward(Tensor upstream, Map<String, Tensor> gradients) {
            if (places.length == 0) {
                return List.of(Tensor.zeros(input.shape()));
            }
            return inner.backward(packed(upstream, places), gradients).stream()
                    .map(gradient -> unpacked(gradient, places, input))
                    .toList();
        }
    }
}
