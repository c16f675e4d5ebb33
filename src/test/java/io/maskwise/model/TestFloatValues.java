package io.maskwise.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.maskwise.sequence.Mask;
import io.maskwise.sequence.Side;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Layers give the same of values in single precision as of the same values in double. */
class TestFloatValues {
    private static final int BATCH = 5;
    private static final int TIME = 7;
    private static final int FEATURES = 8;

    static Stream<Arguments> cases() {
        List<Layer> layers = new ArrayList<>(List.of(
                Lstm.of(6, RecurrentOutput.SEQUENCE),
                Lstm.of(6, RecurrentOutput.LAST),
                new Lstm(
                        new RecurrentSettings(
                                6,
                                RecurrentOutput.SEQUENCE,
                                TimeDirection.BACKWARDS,
                                MaskedOutput.ZERO,
                                true,
                                ActivationFunction.TANH,
                                true),
                        ActivationFunction.SIGMOID),
                Gru.of(6, RecurrentOutput.SEQUENCE),
                new EncoderBlock(2, 16),
                new PositionalEmbedding(TIME),
                new Dense(3),
                new LayerNormalization(),
                new GlobalAveragePooling1D(),
                new GlobalMaxPooling1D(),
                new Masking(0)));
        for (MergeMode merge : MergeMode.values()) {
            layers.add(new Bidirectional(Lstm.of(6, RecurrentOutput.SEQUENCE), merge));
        }
        layers.add(Bidirectional.of(Lstm.of(6, RecurrentOutput.LAST)));
        return layers.stream().flatMap(layer -> Stream.of(1L, 2L).map(seed -> Arguments.of(layer, seed)));
    }

    /** The same values, all of which single precision can hold, in it. */
    private static Tensor single(Tensor tensor) {
        float[] values = new float[tensor.length()];
        FloatValues.round(tensor.values(), 0, values, 0, values.length);
        return FloatValues.tensor(values, tensor.shape());
    }

    private static Tensor rounded(Tensor tensor) {
        return Tensor.of(single(tensor).values(), tensor.shape());
    }

    @ParameterizedTest(name = "{0}, seed {1}")
    @MethodSource("cases")
    void bothPrecisionsOfTheSameValuesGiveTheSame(Layer layer, long seed) {
        for (Optional<Mask> mask : PrecisionTwins.masks(BATCH, TIME, new Random(seed))) {
            Activation input =
                    new Activation(rounded(PrecisionTwins.random(new Random(seed), BATCH, TIME, FEATURES)), mask);
            assertSame(layer, input, seed);
            for (Relayout.Garbage garbage : Relayout.Garbage.values()) {
                if (mask.isPresent()) {
                    assertSame(
                            layer,
                            Relayout.SAME_PLACES
                                    .apply(List.of(input), 0, garbage, new Random(seed))
                                    .get(0),
                            seed);
                }
            }
        }
    }

    private static void assertSame(Layer layer, Activation input, long seed) {
        BuiltLayer built = BuiltLayer.build(layer, seed, Shape.sequence(FEATURES));
        built.parameters()
                .values()
                .forEach(tensor -> System.arraycopy(rounded(tensor).values(), 0, tensor.values(), 0, tensor.length()));
        BuiltLayer inMemory = built.withParameters(TestFloatTensors.parameters(built.parameters()));
        Map<String, float[]> expected = numbers(inMemory, input, UnaryOperator.identity(), seed);
        Activation single = new Activation(single(input.values()), input.mask());
        Map<String, float[]> found = numbers(inMemory, single, TestFloatValues::single, seed);
        assertThat(found.keySet()).isEqualTo(expected.keySet());
        expected.forEach((name, values) -> assertThat(found.get(name)).as(name).containsExactly(values));
    }

    /** Outputs and gradients as they are read in single precision, of a random derivative by each output. */
    private static Map<String, float[]> numbers(
            BuiltLayer built, Activation input, UnaryOperator<Tensor> inItsPrecision, long seed) {
        Random random = new Random(seed + 1);
        LayerPass pass = built.layer()
                .forward(List.of(input), built.parameters(), Call.inference().in(Precision.FLOAT));
        Map<String, float[]> numbers = new LinkedHashMap<>();
        List<Tensor> upstream = new ArrayList<>();
        for (Activation output : pass.outputs()) {
            numbers.put("output " + upstream.size(), read(output.values()));
            upstream.add(inItsPrecision.apply(
                    rounded(PrecisionTwins.random(random, output.values().shape()))));
        }
        Map<String, Tensor> gradients = new LinkedHashMap<>();
        built.parameters().forEach((name, tensor) -> gradients.put(name, Tensor.zeros(tensor.shape())));
        List<Tensor> downstream = pass.backward(upstream, gradients);
        gradients.forEach((name, tensor) -> numbers.put(name, read(tensor)));
        for (int i = 0; i < downstream.size(); i++) {
            numbers.put("input " + i, read(downstream.get(i)));
        }
        return numbers;
    }

    /** Whether a zero is below zero is all that may differ. */
    private static float[] read(Tensor tensor) {
        float[] values = new float[tensor.length()];
        FloatValues.copy(tensor, 0, values, 0, values.length);
        for (int i = 0; i < values.length; i++) {
            values[i] += 0.0f;
        }
        return values;
    }

    /** In double, so that nothing is rounded before it is compared. */
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void whatOnlyMovesOrAddsValuesGivesTheSameDoubles(long seed) {
        Random random = new Random(seed);
        Tensor one = rounded(PrecisionTwins.random(random, BATCH, TIME, FEATURES));
        Tensor other = rounded(PrecisionTwins.random(random, BATCH, TIME, FEATURES));
        for (MergeMode merge : MergeMode.values()) {
            List<Tensor> expected = merge.outputs(one, other);
            List<Tensor> found = merge.outputs(single(one), single(other));
            for (int i = 0; i < expected.size(); i++) {
                assertThat(found.get(i).values())
                        .as(merge.toString())
                        .containsExactly(expected.get(i).values());
            }
        }
        assertThat(TimeDirection.BACKWARDS.inOrderOfReading(single(one)).values())
                .containsExactly(TimeDirection.BACKWARDS.inOrderOfReading(one).values())
                .isNotEqualTo(one.values());
        double[] expected = new double[one.length()];
        double[] found = new double[one.length()];
        for (Tensor tensor : List.of(one, other)) {
            FloatValues.addTo(tensor, 3, expected, 1, 50);
            FloatValues.addTo(single(tensor), 3, found, 1, 50);
        }
        assertThat(found).containsExactly(expected);
        assertThat(found[1]).isEqualTo(one.values()[3] + other.values()[3]);
    }

    /** Each bit, as a way of an LSTM gets it either way. */
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void whatComesBackThroughWaysSideBySideIsRoundedOnce(long seed) {
        Random random = new Random(seed);
        Tensor output = rounded(PrecisionTwins.random(random, BATCH, TIME, FEATURES));
        Tensor upstream = PrecisionTwins.random(random, BATCH, TIME, 2 * FEATURES);
        List<Tensor> inDouble = MergeMode.CONCAT.gradients(List.of(upstream), output, output);
        List<Tensor> rounded = MergeMode.CONCAT.gradients(List.of(upstream), single(output), single(output));
        for (int way = 0; way < 2; way++) {
            assertThat(FloatValues.of(inDouble.get(way))).isEmpty();
            float[] expected = new float[output.length()];
            float[] found = new float[output.length()];
            FloatValues.addRounded(inDouble.get(way), 3, expected, 1, 50);
            FloatValues.addRounded(rounded.get(way), 3, found, 1, 50);
            assertThat(FloatValues.of(rounded.get(way))).isPresent();
            assertThat(found).containsExactly(expected);
            int row = 3 / FEATURES;
            assertThat(found[1])
                    .isEqualTo((float) upstream.values()[row * 2 * FEATURES + way * FEATURES + 3 % FEATURES]);
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void anEmbeddingLearnsTheSameOfBothPrecisions(long seed) {
        Random random = new Random(seed);
        double[] ids = random.ints(BATCH * TIME, 0, 9).asDoubleStream().toArray();
        BuiltLayer built = BuiltLayer.build(new Embedding(9, FEATURES), seed, Shape.tokens());
        Tensor upstream = rounded(PrecisionTwins.random(random, BATCH, TIME, FEATURES));
        double[][] gradients = new double[2][];
        for (int way = 0; way < 2; way++) {
            Tensor gradient = Tensor.zeros(9, FEATURES);
            built.forward(Call.inference(), Activation.unmasked(Tensor.of(ids, BATCH, TIME)))
                    .backward(way == 0 ? upstream : single(upstream), Map.of(Embedding.TABLE, gradient));
            gradients[way] = gradient.values();
        }
        assertThat(gradients[1]).containsExactly(gradients[0]).isNotEqualTo(new double[9 * FEATURES]);
    }

    /** Whether a layer in double read the same input before, or not. */
    @Test
    void positionsAreAddedInOnePrecisionWhoeverReadBefore() {
        Activation input = Activation.unmasked(single(PrecisionTwins.random(new Random(1), BATCH, TIME, FEATURES)));
        BuiltLayer built = BuiltLayer.build(new PositionalEmbedding(TIME), 1, Shape.sequence(FEATURES));
        BuiltLayer inMemory = built.withParameters(TestFloatTensors.parameters(built.parameters()));
        Call call = Call.inference().in(Precision.FLOAT);
        double[] before = inMemory.forward(call, input).output().values().values();
        assertThat(input.values().values()).hasSize(BATCH * TIME * FEATURES);
        assertThat(FloatValues.of(input.values())).isEmpty();
        assertThat(inMemory.forward(call, input).output().values().values()).containsExactly(before);
    }

    @Test
    void clearedValuesLeaveAMaskedSequenceInSinglePrecision() {
        Mask mask = Mask.ofLengths(new int[] {7, 3, 0, 1, 6}, TIME, Side.POST);
        Tensor values = single(PrecisionTwins.random(new Random(1), BATCH, TIME, FEATURES));
        Activation sequence = Activation.masked(values, mask);
        double[] cleared = sequence.clearedValues().values();
        assertThat(FloatValues.of(values)).isPresent();
        assertThat(cleared)
                .containsExactly(new Activation(rounded(values), sequence.mask())
                        .clearedValues()
                        .values());
    }

    /** As the layers of a network do to one another. */
    @Test
    void theSequencesOfFastLayersStayInSinglePrecision() {
        Activation input = Activation.masked(
                single(PrecisionTwins.random(new Random(1), BATCH, TIME, FEATURES)), Mask.allReal(BATCH, TIME));
        for (Layer layer : List.of(
                Lstm.of(4, RecurrentOutput.SEQUENCE),
                Bidirectional.of(Lstm.of(4, RecurrentOutput.SEQUENCE)),
                new EncoderBlock(2, 8),
                new PositionalEmbedding(TIME))) {
            BuiltLayer built = BuiltLayer.build(layer, 1, Shape.sequence(FEATURES));
            Map<String, Tensor> parameters = TestFloatTensors.parameters(built.parameters());
            Activation output = built.withParameters(parameters)
                    .forward(Call.inference().in(Precision.FLOAT), input)
                    .output();
            assertThat(FloatValues.of(output.values())).as(layer.toString()).isPresent();
            assertThat(FloatValues.of(input.values())).as(layer.toString()).isPresent();
        }
    }

    @Test
    void whoAsksForDoublesMayChangeThem() {
        Tensor tensor = FloatValues.tensor(new float[] {1, 0.1f}, 1, 2);
        assertThat(FloatValues.of(tensor)).contains(new float[] {1, 0.1f});
        assertThat(tensor.values()).containsExactly(1, 0.1f);
        tensor.values()[1] = 7;
        assertThat(FloatValues.of(tensor)).isEmpty();
        assertThat(tensor.values()).containsExactly(1, 7);
        assertThat(read(tensor)).containsExactly(1, 7);
    }

    @Test
    void refusesValuesThatDoNotFillTheShape() {
        assertThatThrownBy(() -> FloatValues.tensor(new float[3], 2, 2))
                .hasMessage("Invalid tensor: 3 values (must be 4 for shape [2, 2])");
    }
}
