package io.maskwise.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.maskwise.sequence.Mask;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class TestBatchNormalization {
    private static final BatchNormalization LAYER = new BatchNormalization(0.9, 1e-3);

    /** The training form as a layer, so that it can be checked as one. */
    private record TrainingForm(BatchNormalization layer) implements Layer {
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
        public LayerPass forward(List<Activation> inputs, Map<String, Tensor> parameters, Call call) {
            return layer.train(inputs.get(0), parameters).pass();
        }
    }

    /** Moving statistics and all else at random. */
    private static Map<String, Tensor> parameters(long seed, int features) {
        Random random = new Random(seed);
        Map<String, Tensor> parameters = new LinkedHashMap<>();
        for (String name : List.of("gamma", "beta", "moving_mean", "moving_variance")) {
            parameters.put(name, Tensor.of(random.doubles(features, 0.5, 1.5).toArray(), features));
        }
        return parameters;
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void normalisesByTheMovingStatisticsInTrainingToo(long seed) {
        Map<String, Tensor> parameters = parameters(seed, 3);
        Activation input = LayerSample.of(LAYER, Shape.sequence(3)).inputs(seed).get(0);
        Tensor output = LAYER.forward(List.of(input), parameters, Call.training(seed))
                .output()
                .values();
        for (int step : Steps.real(input)) {
            for (int feature = 0; feature < 3; feature++) {
                double standard = (input.values().values()[step * 3 + feature]
                                - Parameters.of(parameters, "moving_mean").values()[feature])
                        / Math.sqrt(Parameters.of(parameters, "moving_variance").values()[feature] + 1e-3);
                double expected = Parameters.of(parameters, "gamma").values()[feature] * standard
                        + Parameters.of(parameters, "beta").values()[feature];
                assertThat(output.values()[step * 3 + feature]).isCloseTo(expected, within(1e-12));
            }
        }
    }

    /** Moving statistics get no gradient, so that no updater moves them. */
    @Test
    void trainsGammaAndBetaOnly() {
        ModelSpec spec = new ModelSpec(List.of(
                new LayerNode("embedding", new Embedding(RandomBatches.VOCABULARY, 4), List.of(ModelSpec.INPUT)),
                new LayerNode("normal", LAYER, List.of("embedding")),
                new LayerNode("logits", new Dense(RandomBatches.CLASSES), List.of("normal"))));
        RandomBatches batches = new RandomBatches(1, ModelTask.TAGGING);
        try (SequenceNetwork network =
                new NetworkDescription(spec, UpdaterOptions.adam(0.1), Precision.DOUBLE, 1).create()) {
            double[] before = network.state().parameters().toDoubles();
            network.fit(batches.batch(batches.sequences(5, 6), 8, RandomBatches.Layout.GAPS));
            double[] after = network.state().parameters().toDoubles();
            int start = RandomBatches.VOCABULARY * 4;
            for (int i = start; i < start + 8; i++) {
                assertThat(after[i]).isNotEqualTo(before[i]);
            }
            assertThat(Arrays.copyOfRange(after, start + 8, start + 16))
                    .containsExactly(Arrays.copyOfRange(before, start + 8, start + 16))
                    .containsExactly(0, 0, 0, 0, 1, 1, 1, 1);
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void trainingFormGivesTrueGradientsAndStandsAnEmptyBatch(long seed) {
        LayerSample sample = LayerSample.of(new TrainingForm(LAYER), Shape.sequence(3));
        BuiltLayer built = sample.built(seed);
        Map<String, Tensor> trained = parameters(seed, 3);
        List<LawResult> results = LayerCheck.check(built.withParameters(trained), sample.inputs(seed), seed);
        assertThat(results)
                .filteredOn(result -> result.law() != Law.PADDING_INVARIANCE)
                .hasSize(2)
                .allMatch(LawResult::holds);
        // Rows depend on each other here, which is why a network does not train this way.
        assertThat(results)
                .filteredOn(result -> result.law() == Law.PADDING_INVARIANCE)
                .noneMatch(LawResult::holds);
    }

    static Stream<Arguments> layouts() {
        return Stream.of(1L, 2L, 3L)
                .flatMap(seed -> Arrays.stream(Relayout.values()).map(layout -> Arguments.of(layout, seed)));
    }

    @ParameterizedTest(name = "{0}, seed {1}")
    @MethodSource("layouts")
    void trainingFormDoesNotSeePadding(Relayout layout, long seed) {
        List<Activation> inputs = LayerSample.of(LAYER, Shape.sequence(3)).inputs(seed);
        Activation laid = layout.apply(inputs, 4, Relayout.Garbage.POISON, new Random(seed))
                .get(0);
        BatchNormalization.Training expected = LAYER.train(inputs.get(0), parameters(seed, 3));
        BatchNormalization.Training actual = LAYER.train(laid, parameters(seed, 3));
        assertThat(actual.movingMean().values())
                .containsExactly(expected.movingMean().values());
        assertThat(actual.movingVariance().values())
                .containsExactly(expected.movingVariance().values());
        assertThat(real(actual)).containsExactly(real(expected));
    }

    private static double[] real(BatchNormalization.Training training) {
        Activation output = training.pass().output();
        return Relayout.realValues(output.values(), output.mask());
    }

    @Test
    void movingStatisticsStayWhereNothingIsReal() {
        Map<String, Tensor> parameters = parameters(1, 3);
        Activation nothing = Activation.masked(Tensor.zeros(2, 4, 3), Mask.of(new boolean[2][4]));
        BatchNormalization.Training training = LAYER.train(nothing, parameters);
        assertThat(training.movingMean().values())
                .containsExactly(Parameters.of(parameters, "moving_mean").values());
        assertThat(training.movingVariance().values())
                .containsExactly(Parameters.of(parameters, "moving_variance").values());
        assertThat(training.pass().output().values().values()).containsOnly(0);
    }

    @Test
    void refusesOptionsThatAreNone() {
        assertThatThrownBy(() -> new BatchNormalization(1.1, 1e-3))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Invalid momentum of BatchNormalization: 1.1 (must be 0 to 1)");
        assertThatThrownBy(() -> new BatchNormalization(0.9, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Invalid epsilon of BatchNormalization: 0.0 (must be > 0)");
        assertThatThrownBy(() -> LAYER.outputShape(List.of(Shape.tokens())))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Invalid input of BatchNormalization: token ids (must be real numbers; embed them first)");
    }
}
