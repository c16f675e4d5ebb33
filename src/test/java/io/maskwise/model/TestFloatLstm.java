package io.maskwise.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.maskwise.sequence.Mask;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
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
        for (Optional<Mask> mask : masks(seed)) {
            Random random = new Random(seed);
            List<Activation> inputs = new ArrayList<>(List.of(sequence(random, mask)));
            assertSame(layer, seed, inputs);
            int units = (layer instanceof Bidirectional both ? both.layer() : (Recurrent) layer)
                    .settings()
                    .units();
            for (int vector = 0; vector < RecurrentLayers.stateVectors(layer); vector++) {
                inputs.add(Activation.unmasked(random(random, BATCH, units)));
            }
            assertSame(layer, seed, inputs);
        }
    }

    /** Gaps, padding after, padding before, no mask; a row of nothing real in each mask. */
    private static List<Optional<Mask>> masks(long seed) {
        Random random = new Random(seed);
        boolean[][] gaps = new boolean[BATCH][TIME];
        boolean[][] after = new boolean[BATCH][TIME];
        boolean[][] before = new boolean[BATCH][TIME];
        for (int row = 0; row < BATCH - 1; row++) {
            int length = 1 + random.nextInt(TIME);
            for (int step = 0; step < TIME; step++) {
                gaps[row][step] = random.nextBoolean();
                after[row][step] = step < length;
                before[row][step] = step >= TIME - length;
            }
        }
        return List.of(
                Optional.of(Mask.of(gaps)),
                Optional.of(Mask.of(after)),
                Optional.of(Mask.of(before)),
                Optional.empty());
    }

    private static Activation sequence(Random random, Optional<Mask> mask) {
        return new Activation(random(random, BATCH, TIME, FEATURES), mask);
    }

    private static Tensor random(Random random, int... shape) {
        Tensor tensor = Tensor.zeros(shape);
        for (int i = 0; i < tensor.values().length; i++) {
            tensor.values()[i] = 2 * random.nextDouble() - 1;
        }
        return tensor;
    }

    private static void assertSame(Layer layer, long seed, List<Activation> inputs) {
        List<Shape> shapes = new ArrayList<>(List.of(Shape.sequence(FEATURES)));
        inputs.stream()
                .skip(1)
                .forEach(state -> shapes.add(Shape.vector(state.values().features())));
        BuiltLayer built = BuiltLayer.build(layer, seed, shapes.toArray(Shape[]::new));
        Numbers expected = Numbers.of(built, inputs, Precision.DOUBLE, seed);
        expected.assertClose(Numbers.of(built, inputs, Precision.FLOAT, seed));
        for (Relayout.Garbage garbage : Relayout.Garbage.values()) {
            if (inputs.get(0).mask().isPresent()) {
                List<Activation> dirty = Relayout.SAME_PLACES.apply(inputs, 0, garbage, new Random(seed));
                expected.assertClose(Numbers.of(built, dirty, Precision.FLOAT, seed));
            }
        }
    }

    /** All that a pass gives: outputs and gradients, of a random derivative by each output. */
    private record Numbers(Map<String, Tensor> values, List<Optional<Mask>> masks) {
        static Numbers of(BuiltLayer built, List<Activation> inputs, Precision precision, long seed) {
            Random random = new Random(seed + 1);
            LayerPass pass = built.layer()
                    .forward(inputs, built.parameters(), Call.inference().in(precision));
            Map<String, Tensor> values = new LinkedHashMap<>();
            List<Tensor> upstream = new ArrayList<>();
            for (Activation output : pass.outputs()) {
                values.put("output " + upstream.size(), output.values());
                upstream.add(random(random, output.values().shape()));
            }
            Map<String, Tensor> gradients = new LinkedHashMap<>();
            built.parameters().forEach((name, tensor) -> gradients.put(name, Tensor.zeros(tensor.shape())));
            List<Tensor> downstream = pass.backward(upstream, gradients);
            values.putAll(gradients);
            for (int i = 0; i < downstream.size(); i++) {
                values.put("input " + i, downstream.get(i));
            }
            return new Numbers(
                    values, pass.outputs().stream().map(Activation::mask).toList());
        }

        void assertClose(Numbers other) {
            assertThat(other.masks()).isEqualTo(masks);
            assertThat(other.values().keySet()).isEqualTo(values.keySet());
            values.forEach((name, tensor) -> assertThat(
                            Parameters.of(other.values(), name).values())
                    .as(name)
                    .containsExactly(tensor.values(), within(TOLERANCE)));
        }
    }
}
