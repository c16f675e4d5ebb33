package io.maskwise.model;

import io.maskwise.sequence.Mask;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A recurrent layer and its like, reading in opposite ways, their outputs merged; Keras' {@code Bidirectional}.
 *
 * <p>Outputs of both ways stand in the order in which the given layer reads. As in Keras, masked steps of a sequence are
 * exactly zero, whatever the layer's own option says. With {@code returnState} the forward way's vectors follow what is
 * merged, then the backward way's; an initial state is given in the same order. Parameters are named {@code forward/…}
 * and {@code backward/…}.
 *
 * @param layer the layer that reads forwards; that which reads backwards has the same options
 * @param merge how both outputs become one
 */
public record Bidirectional(
        Recurrent layer, @Default("concat") MergeMode merge) implements Layer {
    private static final String FORWARD = "forward/";
    private static final String BACKWARD = "backward/";

    /** A layer whose two outputs are concatenated, Keras' default. */
    public static Bidirectional of(Recurrent layer) {
        return new Bidirectional(layer, MergeMode.CONCAT);
    }

    private Recurrent ahead() {
        MaskedOutput masked = layer.settings().isSequence() ? MaskedOutput.ZERO : MaskedOutput.REPEAT;
        return layer.withSettings(layer.settings().withMaskedOutput(masked));
    }

    private Recurrent back() {
        TimeDirection opposite = layer.settings().direction().opposite();
        return ahead().withSettings(ahead().settings().withDirection(opposite));
    }

    @Override
    public MaskFlow maskFlow() {
        return layer.maskFlow();
    }

    @Override
    public Shape outputShape(List<Shape> inputs) {
        return outputShapes(inputs).get(0);
    }

    @Override
    public List<Shape> outputShapes(List<Shape> inputs) {
        requireCount(inputs.size());
        List<Shape> shapes = layer.outputShapes(ofAhead(inputs));
        layer.outputShapes(ofBack(inputs));
        List<Integer> axes = new ArrayList<>(shapes.get(0).axes());
        axes.set(axes.size() - 1, merge.features(layer.settings().units()));
        return withStates(new Shape(axes), Shape.vector(layer.settings().units()));
    }

    private void requireCount(int inputs) {
        RecurrentInputs.requireCount(
                "Bidirectional " + layer.getClass().getSimpleName(), inputs, 2 * layer.stateVectors());
    }

    /** The sequence, and the first half of an initial state. */
    private <T> List<T> ofAhead(List<T> inputs) {
        return inputs.subList(0, 1 + inputs.size() / 2);
    }

    /** The sequence, and the second half of an initial state. */
    private <T> List<T> ofBack(List<T> inputs) {
        List<T> mine = new ArrayList<>(List.of(inputs.get(0)));
        mine.addAll(inputs.subList(1 + inputs.size() / 2, inputs.size()));
        return mine;
    }

    @Override
    public List<Parameter> parameters(List<Shape> inputs) {
        List<Parameter> parameters = new ArrayList<>();
        for (String prefix : List.of(FORWARD, BACKWARD)) {
            layer.parameters(inputs).stream()
                    .map(one -> new Parameter(prefix + one.name(), one.shape(), one.initializer()))
                    .forEach(parameters::add);
        }
        return parameters;
    }

    @Override
    public List<Boolean> outputsMasked(List<Boolean> inputs) {
        return withStates(layer.outputsMasked(inputs).get(0), false);
    }

    @Override
    public Optional<Mask> computeMask(List<Activation> inputs) {
        return layer.computeMask(inputs);
    }

    @Override
    public List<Optional<Mask>> computeMasks(List<Activation> inputs) {
        return withStates(computeMask(inputs), Optional.empty());
    }

    /** Something of each output: of those that are merged, and of each vector of the states that are given back. */
    private <T> List<T> withStates(T merged, T state) {
        int states = layer.settings().returnState() ? 2 * layer.stateVectors() : 0;
        List<T> all = new ArrayList<>(Collections.nCopies(merge.outputCount(), merged));
        all.addAll(Collections.nCopies(states, state));
        return List.copyOf(all);
    }

    @Override
    public LayerPass forward(List<Activation> inputs, Map<String, Tensor> parameters, Call call) {
        requireCount(inputs.size());
        Helpers helpers = helpers(call);
        inputs.stream().skip(1).map(Activation::values).forEach(Bidirectional::widen);
        LayerPass[] ways = new LayerPass[2];
        helpers.share(
                2,
                way -> ways[way] = way == 0
                        ? ahead().forward(ofAhead(inputs), part(parameters, FORWARD), call)
                        : back().forward(ofBack(inputs), part(parameters, BACKWARD), call));
        return new Pass(this, ways[0], ways[1], computeMask(inputs), helpers);
    }

    /** As both ways may be given the same tensor, and only one thread may widen it. */
    private static void widen(Tensor read) {
        Objects.requireNonNull(read.values());
    }

    /** Only where it is known that both ways share nothing but what they read. */
    private Helpers helpers(Call call) {
        boolean isKnown = call.training()
                && call.precision() == Precision.FLOAT
                && layer instanceof Lstm lstm
                && FloatLstmPass.suits(lstm);
        return isKnown ? call.helpers() : Helpers.NONE;
    }

    private static Map<String, Tensor> part(Map<String, Tensor> tensors, String prefix) {
        Map<String, Tensor> part = new LinkedHashMap<>();
        tensors.forEach((name, tensor) -> {
            if (name.startsWith(prefix)) {
                part.put(name.substring(prefix.length()), tensor);
            }
        });
        return part;
    }

    private static final class Pass extends OutputsPass {
        private final MergeMode merge;
        private final LayerPass ahead;
        private final LayerPass back;
        private final Helpers helpers;
        private final Tensor aheadValues;
        private final Tensor backValues;
        private final List<Activation> outputs = new ArrayList<>();

        Pass(Bidirectional layer, LayerPass ahead, LayerPass back, Optional<Mask> mask, Helpers helpers) {
            this.merge = layer.merge();
            this.ahead = ahead;
            this.back = back;
            this.helpers = helpers;
            this.aheadValues = ahead.output().values();
            this.backValues =
                    TimeDirection.BACKWARDS.inOrderOfReading(back.output().values());
            for (Tensor merged : merge.outputs(aheadValues, backValues)) {
                outputs.add(new Activation(merged, mask));
            }
            outputs.addAll(states(ahead.outputs()));
            outputs.addAll(states(back.outputs()));
        }

        private static <T> List<T> states(List<T> outputs) {
            return outputs.subList(1, outputs.size());
        }

        @Override
        public List<Activation> outputs() {
            return outputs;
        }

        @Override
        public List<Tensor> backward(List<Tensor> upstream, Map<String, Tensor> gradients) {
            upstream.forEach(Bidirectional::widen);
            List<Tensor> ways = merge.gradients(upstream, aheadValues, backValues);
            List<Tensor> states = upstream.subList(merge.outputCount(), upstream.size());
            List<Tensor> ofAhead = new ArrayList<>(List.of(ways.get(0)));
            ofAhead.addAll(states.subList(0, states.size() / 2));
            List<Tensor> ofBack = new ArrayList<>(List.of(TimeDirection.BACKWARDS.inOrderOfReading(ways.get(1))));
            ofBack.addAll(states.subList(states.size() / 2, states.size()));
            List<List<Tensor>> both = new ArrayList<>(List.of(List.of(), List.of()));
            helpers.share(
                    2,
                    way -> both.set(
                            way,
                            way == 0
                                    ? ahead.backward(ofAhead, part(gradients, FORWARD))
                                    : back.backward(ofBack, part(gradients, BACKWARD))));
            List<Tensor> downstream = new ArrayList<>(both.get(0));
            List<Tensor> other = both.get(1);
            downstream.set(0, sum(downstream.get(0), other.get(0)));
            downstream.addAll(states(other));
            return downstream;
        }

        private static Tensor sum(Tensor one, Tensor other) {
            Tensor sum = Tensor.zeros(one.shape());
            FloatValues.addTo(one, 0, sum.values(), 0, sum.length());
            FloatValues.addTo(other, 0, sum.values(), 0, sum.length());
            return sum;
        }
    }
}
