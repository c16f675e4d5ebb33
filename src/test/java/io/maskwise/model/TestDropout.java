package io.maskwise.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class TestDropout {
    private static final double RATE = 0.3;

    private static LayerPass pass(Layer layer, Activation input, Call call) {
        return layer.forward(List.of(input), Map.of(), call);
    }

    private static Activation ones(int... shape) {
        Tensor ones = Tensor.zeros(shape);
        Arrays.fill(ones.values(), 1);
        return Activation.unmasked(ones);
    }

    private static double[] drawn(long seed, int... shape) {
        return pass(new Dropout(RATE), ones(shape), Call.training(seed))
                .output()
                .values()
                .values();
    }

    static Stream<Arguments> layouts() {
        return Stream.of(1L, 2L, 3L)
                .flatMap(seed -> Stream.of(new Dropout(RATE), new TimeDistributed(new Dropout(RATE)))
                        .flatMap(layer ->
                                Arrays.stream(Relayout.values()).map(layout -> Arguments.of(layer, layout, seed))));
    }

    /** Law L1 in training, to the bit: the same units are dropped however the rows are padded. */
    @ParameterizedTest(name = "{0}, {1}, seed {2}")
    @MethodSource("layouts")
    void dropsTheSameUnitsHoweverRowsArePadded(Layer layer, Relayout layout, long seed) {
        LayerSample sample = LayerSample.of(layer, Shape.sequence(5));
        List<Activation> inputs = sample.inputs(seed);
        double[] expected = realNumbers(layer, inputs.get(0), seed);
        for (int extra : new int[] {0, 4}) {
            Activation laid = layout.apply(inputs, extra, Relayout.Garbage.POISON, new Random(seed))
                    .get(0);
            assertThat(realNumbers(layer, laid, seed)).containsExactly(expected);
        }
        assertThat(expected).contains(0);
    }

    /** Outputs at real steps, and the gradient of their sum. */
    private static double[] realNumbers(Layer layer, Activation input, long seed) {
        LayerPass pass = pass(layer, input, Call.training(seed));
        double[] output =
                Relayout.realValues(pass.output().values(), pass.output().mask());
        Tensor upstream = ones(pass.output().values().shape()).values();
        double[] gradient =
                Relayout.realValues(pass.backward(upstream, Map.of()).get(0), input.mask());
        return Stream.of(output, gradient).flatMapToDouble(Arrays::stream).toArray();
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void dropsTheGivenShareAndKeepsTheMean(long seed) {
        double[] values = drawn(seed, 20, 30, 50);
        assertThat(Arrays.stream(values).distinct().toArray()).containsExactlyInAnyOrder(0, 1 / (1 - RATE));
        assertThat(Arrays.stream(values).average().orElseThrow()).isCloseTo(1, within(0.02));
    }

    @Test
    void drawsAnewForEveryRowStepFeatureAndSeed() {
        double[] values = drawn(1, 2, 2, 40);
        assertThat(Arrays.copyOfRange(values, 0, 40)).isNotEqualTo(Arrays.copyOfRange(values, 40, 80));
        assertThat(Arrays.copyOfRange(values, 0, 40)).isNotEqualTo(Arrays.copyOfRange(values, 80, 120));
        assertThat(values).isNotEqualTo(drawn(2, 2, 2, 40)).isEqualTo(drawn(1, 2, 2, 40));
        double[] vectors = drawn(1, 2, 40);
        assertThat(Arrays.copyOfRange(vectors, 0, 40)).isNotEqualTo(Arrays.copyOfRange(vectors, 40, 80));
    }

    @Test
    void changesNothingOutsideTraining() {
        Activation input =
                LayerSample.of(new Dropout(RATE), Shape.sequence(5)).inputs(1).get(0);
        LayerPass pass = pass(new Dropout(RATE), input, Call.inference());
        assertThat(Relayout.realValues(pass.output().values(), input.mask()))
                .containsExactly(Relayout.realValues(input.values(), input.mask()));
        assertThat(pass(new Dropout(0), input, Call.training(1))
                        .output()
                        .values()
                        .values())
                .containsExactly(pass.output().values().values());
    }

    /** A network's layers draw each for themselves. */
    @ParameterizedTest
    @EnumSource(Precision.class)
    void drawsAnewInEveryLayerOfANetwork(Precision precision) {
        ModelSpec spec = new ModelSpec(
                List.of(new ModelInput("x", Shape.vector(50), false)),
                List.of(
                        new LayerNode("one", new Dropout(RATE), List.of("x")),
                        new LayerNode("two", new Dropout(RATE), List.of("x")),
                        new LayerNode("both", new Concatenate(), List.of("one", "two")),
                        new LayerNode("dense", new Dense(1), List.of("both"))),
                List.of("dense"));
        try (Dl4jNetwork network =
                Dl4jNetwork.create(new NetworkDescription(spec, UpdaterOptions.sgd(0.1), precision, 1))) {
            GraphPass pass = network.run(Map.of("x", ones(1, 50)), Call.training(7));
            double[] both = pass.activation("both").values().values();
            assertThat(Arrays.copyOfRange(both, 0, 50)).isNotEqualTo(Arrays.copyOfRange(both, 50, 100));
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.1, 1, 1.5, Double.NaN})
    void refusesARateThatIsNone(double rate) {
        assertThatThrownBy(() -> new Dropout(rate))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Invalid rate of Dropout: " + rate + " (must be >= 0 and < 1)");
    }
}
