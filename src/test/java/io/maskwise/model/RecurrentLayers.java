package io.maskwise.model;

import java.util.ArrayList;
import java.util.List;

/** Every recurrent layer with every combination of its options. */
final class RecurrentLayers {
    static final int UNITS = 2;

    private RecurrentLayers() {}

    static List<Layer> all() {
        List<Layer> layers = new ArrayList<>();
        for (RecurrentOutput output : RecurrentOutput.values()) {
            for (Recurrent kind : kinds(output)) {
                layers.addAll(combinations(kind));
                layers.addAll(unlike(kind));
                layers.addAll(bidirectional(kind));
            }
        }
        return layers;
    }

    /** One layer of each kind, with Keras' defaults otherwise. */
    static List<Recurrent> kinds(RecurrentOutput output) {
        return List.of(
                SimpleRnn.of(UNITS, output),
                Lstm.of(UNITS, output),
                Gru.of(UNITS, output),
                Gru.of(UNITS, output).resettingBefore());
    }

    private static List<Recurrent> combinations(Recurrent kind) {
        List<Recurrent> layers = new ArrayList<>();
        for (Recurrent one : List.of(kind, kind.goingBackwards())) {
            for (Recurrent other : List.of(one, one.zeroingMaskedOutput())) {
                layers.add(other);
                layers.add(other.returningState());
            }
        }
        return layers;
    }

    /** Without bias, and with other activations than Keras' defaults. */
    private static List<Recurrent> unlike(Recurrent kind) {
        List<Recurrent> layers = new ArrayList<>(List.of(kind.withoutBias()));
        for (GateFunction function : GateFunction.values()) {
            ActivationFunction activation = ActivationFunction.valueOf(function.name());
            layers.add(kind.withActivation(activation));
            if (kind instanceof Lstm lstm) {
                layers.add(new Lstm(lstm.settings(), activation));
            } else if (kind instanceof Gru gru) {
                layers.add(new Gru(gru.settings(), activation, gru.resetAfter()));
            }
        }
        return layers;
    }

    private static List<Layer> bidirectional(Recurrent kind) {
        List<Layer> layers =
                new ArrayList<>(List.of(Bidirectional.of(kind.goingBackwards().returningState())));
        for (MergeMode merge : MergeMode.values()) {
            layers.add(new Bidirectional(kind, merge));
            layers.add(new Bidirectional(kind.returningState(), merge));
        }
        return layers;
    }

    /** The number of vectors of an initial state that a layer takes. */
    static int stateVectors(Layer layer) {
        if (layer instanceof Bidirectional both) {
            return 2 * both.layer().stateVectors();
        }
        return layer instanceof Recurrent recurrent ? recurrent.stateVectors() : 0;
    }
}
