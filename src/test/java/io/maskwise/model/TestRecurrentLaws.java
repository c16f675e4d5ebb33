package io.maskwise.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Laws L1, L3 and L8 for every recurrent layer, every combination of its options, with and without an initial state. */
final class TestRecurrentLaws {
    private static final int FEATURES = 3;

    static Stream<Arguments> cases() {
        return RecurrentLayers.all().stream()
                .flatMap(layer -> Stream.of(1L, 2L).map(seed -> Arguments.of(layer, seed)));
    }

    @ParameterizedTest(name = "{0}, seed {1}")
    @MethodSource("cases")
    void keepsTheLaws(Layer layer, long seed) {
        assertLaws(layer, seed, TestLayerCheck.sample(seed, FEATURES));
    }

    @ParameterizedTest(name = "{0} with an initial state, seed {1}")
    @MethodSource("cases")
    void keepsTheLawsFromAnInitialState(Layer layer, long seed) {
        List<Activation> inputs = new ArrayList<>(TestLayerCheck.sample(seed, FEATURES));
        int batch = inputs.get(0).values().dimension(0);
        Random random = new Random(seed);
        for (int vector = 0; vector < RecurrentLayers.stateVectors(layer); vector++) {
            int size = batch * RecurrentLayers.UNITS;
            double[] values = random.doubles(size, -1, 1).toArray();
            inputs.add(Activation.unmasked(Tensor.of(values, batch, RecurrentLayers.UNITS)));
        }
        assertLaws(layer, seed, inputs);
    }

    private static void assertLaws(Layer layer, long seed, List<Activation> inputs) {
        List<Shape> shapes = new ArrayList<>(List.of(Shape.sequence(FEATURES)));
        shapes.addAll(Collections.nCopies(inputs.size() - 1, Shape.vector(RecurrentLayers.UNITS)));
        BuiltLayer built = BuiltLayer.build(layer, seed, shapes.toArray(Shape[]::new));
        assertThat(LayerCheck.check(built, inputs, seed)).allMatch(LawResult::holds);
    }
}
