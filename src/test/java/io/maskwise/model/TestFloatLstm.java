package io.maskwise.model;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.maskwise.sequence.Mask;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The LSTM in single precision against its plain twin, and law L1 for it. */
final class TestFloatLstm {
    private static final double TOLERANCE = 1e-5;
    private static final int FEATURES = 3;
    private static final int BATCH = 5;
    private static final int TIME = 7;

    static Stream<Arguments> cases() {
        List<Layer> layers = new ArrayList<>(
                RecurrentLayers.all().stream().filter(TestFloatLstm::isFast).toList());
        layers.add(Lstm.of(17, RecurrentOutput.SEQUENCE));
        layers.add(Bidirectional.of(Lstm.of(32, RecurrentOutput.SEQUENCE)));
        return layers.stream().flatMap(layer -> Stream.of(1L, 2L, 3L).map(seed -> Arguments.of(layer, seed)));
    }

    private static boolean isFast(Layer layer) {
        Layer inner = layer instanceof Bidirectional both ? both.layer() : layer;
        return inner instanceof Lstm lstm && FloatLstmPass.suits(lstm);
    }

    @ParameterizedTest(name = "{0}, seed {1}")
    @MethodSource("cases")
    void isItsTwin(Layer layer, long seed) {
        for (Optional<Mask> mask : PrecisionTwins.masks(BATCH, TIME, new Random(seed))) {
            Random random = new Random(seed);
            List<Activation> inputs = new ArrayList<>(
                    List.of(new Activation(PrecisionTwins.random(random, BATCH, TIME, FEATURES), mask)));
            assertSame(layer, seed, inputs);
            int units = (layer instanceof Bidirectional both ? both.layer() : (Recurrent) layer)
                    .settings()
                    .units();
            for (int vector = 0; vector < RecurrentLayers.stateVectors(layer); vector++) {
                inputs.add(Activation.unmasked(PrecisionTwins.random(random, BATCH, units)));
            }
            assertSame(layer, seed, inputs);
        }
    }

    private static void assertSame(Layer layer, long seed, List<Activation> inputs) {
        List<Shape> shapes = new ArrayList<>(List.of(Shape.sequence(FEATURES)));
        inputs.stream()
                .skip(1)
                .forEach(state -> shapes.add(Shape.vector(state.values().features())));
        BuiltLayer built = BuiltLayer.build(layer, seed, shapes.toArray(Shape[]::new));
        PrecisionTwins.assertSame(built, inputs, Call.inference(), seed, TOLERANCE);
    }

    /** What was kept of the way forward is where the way back leaves its own. */
    @Test
    void goesBackOnce() {
        BuiltLayer built = BuiltLayer.build(Lstm.of(4, RecurrentOutput.LAST), 1, Shape.sequence(FEATURES));
        Activation input =
                new Activation(PrecisionTwins.random(new Random(1), BATCH, TIME, FEATURES), Optional.empty());
        LayerPass pass = built.layer()
                .forward(List.of(input), built.parameters(), Call.inference().in(Precision.FLOAT));
        Map<String, Tensor> gradients = new LinkedHashMap<>();
        built.parameters().forEach((name, tensor) -> gradients.put(name, Tensor.zeros(tensor.shape())));
        List<Tensor> upstream = List.of(Tensor.zeros(BATCH, 4));
        pass.backward(upstream, gradients);
        assertThatThrownBy(() -> pass.backward(upstream, gradients))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("Cannot go backward twice: what forward left was given back");
    }
}
