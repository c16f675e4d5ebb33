package io.maskwise.model;

import java.util.ArrayList;
import java.util.List;

/** Every layer that carries a mask or pools, with every option, and inputs for it. */
final class CarrierSamples {
    private static final Shape SEQUENCE = Shape.sequence(3);
    private static final Shape VECTOR = Shape.vector(3);
    static final List<Layer> MERGES =
            List.of(new Add(), new Subtract(), new Multiply(), new Average(), new Maximum(), new Minimum());

    private CarrierSamples() {}

    static List<LayerSample> all() {
        List<LayerSample> samples = new ArrayList<>(merges());
        samples.addAll(concatenations());
        samples.addAll(ofOneInput());
        return samples;
    }

    static List<LayerSample> merges() {
        List<LayerSample> samples = new ArrayList<>();
        for (Layer merge : MERGES) {
            samples.add(LayerSample.of(merge, SEQUENCE, SEQUENCE));
            samples.add(LayerSample.of(merge, VECTOR, VECTOR));
            if (!(merge instanceof Subtract)) {
                samples.add(LayerSample.of(merge, SEQUENCE, SEQUENCE, SEQUENCE));
            }
        }
        return samples;
    }

    static List<LayerSample> concatenations() {
        return List.of(
                LayerSample.of(new Concatenate(), SEQUENCE, Shape.sequence(2)),
                LayerSample.of(new Concatenate(), SEQUENCE, SEQUENCE, Shape.sequence(1)),
                LayerSample.of(new Concatenate(), VECTOR, Shape.vector(2)),
                LayerSample.of(new Concatenate(Axis.TIME), SEQUENCE, SEQUENCE),
                LayerSample.of(new Concatenate(Axis.TIME), SEQUENCE, SEQUENCE, SEQUENCE));
    }

    private static List<LayerSample> ofOneInput() {
        List<LayerSample> samples = new ArrayList<>();
        for (ActivationFunction function : ActivationFunction.values()) {
            samples.add(LayerSample.of(new ActivationLayer(function), SEQUENCE));
            samples.add(LayerSample.of(new ActivationLayer(function), VECTOR));
        }
        for (Layer layer : List.of(new Softmax(), new Dropout(0.4), new BatchNormalization())) {
            samples.add(LayerSample.of(layer, SEQUENCE));
            samples.add(LayerSample.of(layer, VECTOR));
        }
        samples.add(LayerSample.of(new Softmax(), Shape.tokens()));
        for (Layer layer : List.of(
                new GlobalAveragePooling1D(),
                new GlobalAveragePooling1D(true),
                new GlobalMaxPooling1D(),
                new GlobalMaxPooling1D(true),
                new LastStep(),
                new Flatten(LayerSample.TIME),
                new Flatten(LayerSample.TIME + 2),
                new TimeDistributed(new Dense(2)),
                new TimeDistributed(new Dropout(0.4)),
                new TimeDistributed(new BatchNormalization()))) {
            samples.add(LayerSample.of(layer, SEQUENCE));
        }
        Shape nested = new Shape(List.of(Shape.ANY_TIME, 4, 3));
        samples.add(LayerSample.of(new TimeDistributed(Lstm.of(2, RecurrentOutput.LAST)), nested));
        samples.add(LayerSample.of(new TimeDistributed(Lstm.of(2, RecurrentOutput.SEQUENCE)), nested));
        samples.add(LayerSample.of(new TimeDistributed(new Flatten(4)), nested));
        samples.add(LayerSample.of(new TimeDistributed(new TimeDistributed(new Dense(2))), nested));
        samples.add(LayerSample.of(new ActivationLayer(ActivationFunction.TANH), nested));
        samples.add(LayerSample.of(new Dropout(0.4), nested));
        return samples;
    }
}
