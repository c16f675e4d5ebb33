package io.maskwise.model;

import io.maskwise.sequence.Mask;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/** A layer and the shapes of inputs that it is tried with. */
record LayerSample(Layer layer, List<Shape> shapes) {
    static final int BATCH = 4;
    static final int TIME = 6;

    static LayerSample of(Layer layer, Shape... shapes) {
        return new LayerSample(layer, List.of(shapes));
    }

    BuiltLayer built(long seed) {
        return BuiltLayer.build(layer, seed, shapes.toArray(Shape[]::new));
    }

    /** Random inputs: whatever has time under one mask with gaps, whose last row is all masked. */
    List<Activation> inputs(long seed) {
        Random random = new Random(seed);
        Mask mask = mask(random);
        return shapes.stream().map(shape -> input(shape, mask, random)).toList();
    }

    /** Random inputs, each under a mask of its own. */
    List<Activation> inputsOfDifferentMasks(long seed) {
        Random random = new Random(seed);
        return shapes.stream().map(shape -> input(shape, mask(random), random)).toList();
    }

    private static Activation input(Shape shape, Mask mask, Random random) {
        int[] axes = new int[shape.axes().size() + 1];
        axes[0] = BATCH;
        for (int axis = 1; axis < axes.length; axis++) {
            int size = shape.axes().get(axis - 1);
            axes[axis] = size == Shape.ANY_TIME ? TIME : size;
        }
        Tensor values = Tensor.zeros(axes);
        for (int i = 0; i < values.values().length; i++) {
            values.values()[i] = 2 * random.nextDouble() - 1;
        }
        return new Activation(values, shape.hasTime() ? Optional.of(mask) : Optional.empty());
    }

    static Mask mask(Random random) {
        boolean[][] real = new boolean[BATCH][TIME];
        for (int row = 0; row < BATCH - 1; row++) {
            for (int step = 0; step < TIME; step++) {
                real[row][step] = step == row || random.nextInt(3) > 0;
            }
        }
        return Mask.of(real);
    }

    @Override
    public String toString() {
        return layer + " of " + shapes;
    }

    /** The same layer, said to depend on places: only what is under the mask is then exchanged. */
    LayerSample whereStepsStand() {
        return new LayerSample(new Wrapped(layer, Call.inference(), true), shapes);
    }

    /** The same layer, always called to train with one seed. */
    LayerSample inTraining(long seed) {
        return new LayerSample(new Wrapped(layer, Call.training(seed), layer.dependsOnPlaces()), shapes);
    }

    private record Wrapped(Layer layer, Call always, boolean dependsOnPlaces) implements Layer {
        @Override
        public MaskFlow maskFlow() {
            return layer.maskFlow();
        }

        @Override
        public Shape outputShape(List<Shape> inputs) {
            return layer.outputShape(inputs);
        }

        @Override
        public List<Parameter> parameters(List<Shape> inputs) {
            return layer.parameters(inputs);
        }

        @Override
        public Set<String> nonTrainable() {
            return layer.nonTrainable();
        }

        @Override
        public LayerPass forward(List<Activation> inputs, Map<String, Tensor> parameters, Call call) {
            return layer.forward(inputs, parameters, always);
        }

        @Override
        public String toString() {
            return layer + (always.training() ? " in training" : "");
        }
    }
}
