package io.maskwise.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.maskwise.sequence.Mask;
import io.maskwise.sequence.Side;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the attention layers promise beside Keras' numbers and the laws that {@link TestAttentionLaws} measures. */
final class TestAttention {
    private static final Shape SEQUENCE = Shape.sequence(4);

    private static Tensor random(long seed, int... shape) {
        Random random = new Random(seed);
        Tensor tensor = Tensor.zeros(shape);
        Arrays.setAll(tensor.values(), i -> random.nextGaussian());
        return tensor;
    }

    private static Activation padded(Side side, int time) {
        int[] lengths = {3, 1, 0, 5};
        Tensor values = Tensor.zeros(lengths.length, time, 4);
        for (int row = 0; row < lengths.length; row++) {
            Tensor real = random(row, lengths[row], 4);
            int first = side == Side.PRE ? time - lengths[row] : 0;
            System.arraycopy(real.values(), 0, values.values(), (row * time + first) * 4, lengths[row] * 4);
        }
        return Activation.masked(values, Mask.ofLengths(lengths, time, side));
    }

    static List<Layer> droppingLayers() {
        return List.of(
                new Attention(false, ScoreMode.DOT, 0.4, CausalMask.NONE, false),
                new AdditiveAttention(true, 0.4, CausalMask.ORDER, false),
                new SelfAttention(3, true, 0.4, CausalMask.NONE, false),
                new MultiHeadAttention(2, 3, 0, true, 0.4, CausalMask.NONE, false, false),
                new EncoderBlock(2, 5, ActivationFunction.GELU, 0.4, 1e-5));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("droppingLayers")
    void dropoutIsSeededAndPaddingChangesNoDraw(Layer layer) {
        Activation right = padded(Side.POST, 5);
        BuiltLayer built = TestAttentionLaws.built(layer, List.of(right), 3);
        double[] dropped = realValues(built, Call.training(7), right);
        assertThat(realValues(built, Call.training(7), right)).isEqualTo(dropped);
        assertThat(realValues(built, Call.training(8), right)).isNotEqualTo(dropped);
        assertThat(realValues(built, Call.inference(), right)).isNotEqualTo(dropped);
        for (int time : new int[] {5, 9}) {
            for (Side side : Side.values()) {
                Expectations.assertClose(
                        side + " " + time, realValues(built, Call.training(7), padded(side, time)), dropped, 1e-12);
            }
        }
    }

    private static double[] realValues(BuiltLayer layer, Call call, Activation input) {
        Activation output = layer.forward(call, input).output();
        return Relayout.realValues(output.values(), output.mask());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("droppingLayers")
    void gradientsOfTrainingAreThoseOfWhatWasNotDropped(Layer layer) {
        Activation input = padded(Side.PRE, 5);
        BuiltLayer built = TestAttentionLaws.built(layer, List.of(input), 3);
        Call call = Call.training(11);
        LayerPass pass = built.forward(call, input);
        Tensor upstream = random(5, pass.output().values().shape());
        Map<String, Tensor> gradients = new LinkedHashMap<>();
        built.parameters().forEach((name, tensor) -> gradients.put(name, Tensor.zeros(tensor.shape())));
        Tensor ofInput = pass.backward(upstream, gradients).get(0);
        assertSlope(built, call, input, upstream, input.values(), ofInput);
        gradients.forEach((name, gradient) ->
                assertSlope(built, call, input, upstream, Parameters.of(built.parameters(), name), gradient));
    }

    /** Central differences at every place of a tensor that the output depends on. */
    private static void assertSlope(
            BuiltLayer layer, Call call, Activation input, Tensor upstream, Tensor variable, Tensor gradient) {
        for (int i = 0; i < variable.values().length; i++) {
            double before = variable.values()[i];
            double[] objective = new double[2];
            for (int side = 0; side < 2; side++) {
                variable.values()[i] = before + (side == 0 ? 1e-5 : -1e-5);
                Tensor output = layer.forward(call, input).output().values();
                for (int j = 0; j < output.values().length; j++) {
                    objective[side] += output.values()[j] * upstream.values()[j];
                }
            }
            variable.values()[i] = before;
            assertThat(gradient.values()[i])
                    .as("%s[%d]", variable, i)
                    .isCloseTo((objective[0] - objective[1]) / 2e-5, within(1e-6));
        }
    }

    @Test
    void positionsBeginAsToldTo() {
        BuiltLayer normal = BuiltLayer.build(new PositionalEmbedding(500, Initializer.STANDARD_NORMAL), 1, SEQUENCE);
        double[] values = Parameters.of(normal.parameters(), "embeddings").values();
        double mean = Arrays.stream(values).average().orElseThrow();
        double square = Arrays.stream(values).map(x -> x * x).average().orElseThrow();
        assertThat(mean).isCloseTo(0, within(0.1));
        assertThat(square).isCloseTo(1, within(0.1));
        BuiltLayer uniform = BuiltLayer.build(new PositionalEmbedding(500), 1, SEQUENCE);
        assertThat(Arrays.stream(
                        Parameters.of(uniform.parameters(), "embeddings").values()))
                .allMatch(value -> Math.abs(value) <= 0.05);
    }

    @Test
    void dropoutKeepsTheMean() {
        double[] factors =
                new DropoutFactors(0.25, Call.training(1)).draw(100_000).orElseThrow();
        assertThat(Arrays.stream(factors).average().orElseThrow()).isCloseTo(1, within(0.01));
        assertThat(Arrays.stream(factors).distinct().sorted().toArray()).containsExactly(0, 1 / 0.75);
    }

    @Test
    void scoresStandWhereTheirStepsDo() {
        Activation query = padded(Side.POST, 5);
        Attention layer = new Attention(false, ScoreMode.DOT, 0, CausalMask.NONE, true);
        BuiltLayer built = BuiltLayer.build(layer, 1, SEQUENCE, SEQUENCE);
        Tensor tight =
                built.forward(Call.inference(), query, query).outputs().get(1).values();
        Activation wide = padded(Side.PRE, 9);
        Activation scores =
                built.forward(Call.inference(), query, wide).outputs().get(1);
        assertThat(scores.mask()).isEqualTo(query.mask());
        assertThat(scores.values().shape()).containsExactly(4, 5, 9);
        for (int place = 0; place < 4 * 5; place++) {
            int length = query.mask().orElseThrow().realSteps(place / 5);
            double[] expected = new double[9];
            System.arraycopy(tight.values(), place * 5, expected, 9 - length, length);
            double[] row = Arrays.copyOfRange(scores.values().values(), place * 9, place * 9 + 9);
            Expectations.assertClose("scores at " + place, row, expected, 1e-12);
            boolean real = query.mask().orElseThrow().isReal(place / 5, place % 5);
            assertThat(Arrays.stream(row).sum()).isCloseTo(real ? 1 : 0, within(1e-12));
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void causalOrderIsKerasCausalMaskWithoutPadding(long seed) {
        Activation query = Activation.unmasked(random(seed, 2, 6, 4));
        Activation value = Activation.unmasked(random(~seed, 2, 4, 4));
        Tensor order = causal(CausalMask.ORDER, query, value);
        assertThat(order.values())
                .isEqualTo(causal(CausalMask.PLACES, query, value).values());
        assertThat(order.values())
                .isNotEqualTo(causal(CausalMask.NONE, query, value).values());
    }

    private static Tensor causal(CausalMask causal, Activation... inputs) {
        Attention layer = new Attention(false, ScoreMode.DOT, 0, causal, false);
        return BuiltLayer.build(layer, 1, SEQUENCE, SEQUENCE).call(inputs).values();
    }

    @Test
    void causalAttentionNeverLooksAhead() {
        Activation input = padded(Side.PRE, 5);
        BuiltLayer layer =
                BuiltLayer.build(new MultiHeadAttention(2, 2, 0, true, 0, CausalMask.ORDER, false, false), 1, SEQUENCE);
        Tensor before = layer.call(input).values();
        // The last step of the last row, which has five.
        input.values().values()[4 * 5 * 4 - 1] += 1;
        Tensor after = layer.call(input).values();
        assertThat(Arrays.copyOf(after.values(), 19 * 4)).isEqualTo(Arrays.copyOf(before.values(), 19 * 4));
        assertThat(after.values()).isNotEqualTo(before.values());
    }

    @Test
    void maskedKeyOrMaskedValueIsNeitherSeen() {
        Mask ofValue = Mask.of(new boolean[][] {{true, false, true}});
        Mask ofKey = Mask.of(new boolean[][] {{true, true, false}});
        Activation query = Activation.unmasked(random(1, 1, 2, 4));
        Activation value = Activation.masked(random(2, 1, 3, 4), ofValue);
        Activation key = Activation.masked(random(3, 1, 3, 4), ofKey);
        Arrays.fill(value.values().values(), 4, 8, Double.NaN);
        Arrays.fill(key.values().values(), 8, 12, Double.NaN);
        Tensor output = BuiltLayer.build(new Attention(), 1, SEQUENCE, SEQUENCE, SEQUENCE)
                .call(query, value, key)
                .values();
        double[] onlyFirst = Arrays.copyOf(value.values().values(), 4);
        assertThat(Arrays.copyOf(output.values(), 4)).isEqualTo(onlyFirst);
        assertThat(Arrays.copyOfRange(output.values(), 4, 8)).isEqualTo(onlyFirst);
    }

    @Test
    void positionsCountRealStepsOnly() {
        BuiltLayer layer = BuiltLayer.build(new PositionalEmbedding(6), 4, SEQUENCE);
        double[] table = Parameters.of(layer.parameters(), "embeddings").values();
        Activation input = Activation.masked(Tensor.zeros(2, 4, 4), Mask.of(new boolean[][] {
            {true, true, true, false}, {false, true, false, true}
        }));
        double[] expected = new double[2 * 4 * 4];
        System.arraycopy(table, 0, expected, 0, 3 * 4);
        System.arraycopy(table, 0, expected, (4 + 1) * 4, 4);
        System.arraycopy(table, 4, expected, (4 + 3) * 4, 4);
        assertThat(layer.call(input).values().values()).isEqualTo(expected);
    }

    @Test
    void refusesRowsOfMoreRealStepsThanPositions() {
        BuiltLayer layer = BuiltLayer.build(new PositionalEmbedding(4), 1, SEQUENCE);
        assertThat(layer.call(Activation.masked(Tensor.zeros(1, 9, 4), Mask.ofLengths(new int[] {4}, 9, Side.PRE)))
                        .values()
                        .dimension(1))
                .isEqualTo(9);
        assertThatThrownBy(() -> layer.call(padded(Side.POST, 5)))
                .hasMessage("Cannot embed the positions of row 3 in PositionalEmbedding: 5 real steps (must be <= 4;"
                        + " give it more positions, or truncate sequences)");
    }

    @Test
    void namesTheLayerThatRefusesItsInputs() {
        assertThatThrownBy(() -> BuiltLayer.build(new Attention(), 1, SEQUENCE, Shape.vector(4)))
                .hasMessage("Invalid input of Attention: (batch, 4) (must be (batch, time, features))");
        assertThatThrownBy(() -> BuiltLayer.build(new AdditiveAttention(), 1, SEQUENCE, Shape.sequence(3)))
                .hasMessageContaining("Invalid input of AdditiveAttention: [(batch, time, 4), (batch, time, 3)]")
                .hasMessageContaining("must be query and key of the same number of features");
        assertThatThrownBy(
                        () -> BuiltLayer.build(new SelfAttention(3, true), 1, SEQUENCE, SEQUENCE, SEQUENCE, SEQUENCE))
                .hasMessage("Invalid input of SelfAttention: 4 inputs (must be one sequence; or query and value; or"
                        + " query, value and key)");
        MultiHeadAttention seeing = new MultiHeadAttention(1, 2, 0, true, 0, CausalMask.NONE, true, false);
        assertThatThrownBy(() -> BuiltLayer.build(seeing, 1, SEQUENCE, Shape.vector(4)))
                .hasMessage("Invalid input of MultiHeadAttention: (batch, 4) (must be an attention mask (batch, time,"
                        + " time))");
        assertThatThrownBy(() -> BuiltLayer.build(new EncoderBlock(3, 5), 1, SEQUENCE))
                .hasMessage("Invalid input of EncoderBlock: (batch, time, 4) (must have a multiple of 3 features, the"
                        + " number of heads)");
        assertThatThrownBy(() -> BuiltLayer.build(new LayerNormalization(), 1, Shape.tokens()))
                .hasMessage("Invalid input of LayerNormalization: [(batch, time)] (must be one, of vectors)");
        assertThatThrownBy(() -> BuiltLayer.build(new PositionalEmbedding(3), 1, Shape.tokens()))
                .hasMessage("Invalid input of PositionalEmbedding: [(batch, time)] (must be one, (batch, time,"
                        + " features))");
    }

    @Test
    void namesTheLayerWhoseInputsHaveOtherSizes() {
        BuiltLayer layer = BuiltLayer.build(new Attention(), 1, SEQUENCE, SEQUENCE, SEQUENCE);
        Activation three = Activation.unmasked(Tensor.zeros(2, 3, 4));
        Activation five = Activation.unmasked(Tensor.zeros(2, 5, 4));
        assertThatThrownBy(() -> layer.call(three, three, five))
                .hasMessage(
                        "Invalid input of Attention: key [2, 5, 4] (must be as many steps as the value, [2, 3, 4])");
        assertThatThrownBy(() -> layer.call(three, Activation.unmasked(Tensor.zeros(1, 3, 4))))
                .hasMessageContaining(
                        "Invalid input of Attention: Tensor[2, 3, 4] (must be [batch, time, features], one"
                                + " batch for all of [Tensor[2, 3, 4], Tensor[1, 3, 4]]");
        BuiltLayer seeing = BuiltLayer.build(
                new MultiHeadAttention(1, 2, 0, true, 0, CausalMask.NONE, true, false),
                1,
                SEQUENCE,
                new Shape(List.of(-1, -1)));
        assertThatThrownBy(() -> seeing.call(three, five))
                .hasMessage("Invalid input of MultiHeadAttention: attention mask [2, 5, 4] (must be [2, 3, 3]: batch,"
                        + " queries, keys)");
    }

    @Test
    void refusesImpossibleOptions() {
        List<String> messages = new ArrayList<>();
        for (org.assertj.core.api.ThrowableAssert.ThrowingCallable impossible :
                List.<org.assertj.core.api.ThrowableAssert.ThrowingCallable>of(
                        () -> new Attention(false, ScoreMode.DOT, 1, CausalMask.NONE, false),
                        () -> new AdditiveAttention(true, -0.1, CausalMask.NONE, false),
                        () -> new SelfAttention(0, true),
                        () -> new MultiHeadAttention(0, 2),
                        () -> new MultiHeadAttention(2, 0),
                        () -> new MultiHeadAttention(2, 2, -1, true, 0, CausalMask.NONE, false, false),
                        () -> new LayerNormalization(0, true, true),
                        () -> new PositionalEmbedding(0),
                        () -> new EncoderBlock(2, 0),
                        () -> new EncoderBlock(2, 3, ActivationFunction.RELU, 0, Double.NaN))) {
            assertThatThrownBy(impossible)
                    .isInstanceOf(IllegalArgumentException.class)
                    .satisfies(thrown -> messages.add(String.valueOf(thrown.getMessage())));
        }
        assertThat(messages)
                .containsExactly(
                        "Invalid dropout: 1.0 (must be >= 0 and < 1)",
                        "Invalid dropout: -0.1 (must be >= 0 and < 1)",
                        "Invalid number of units: 0 (must be >= 1)",
                        "Invalid number of heads: 0 (must be >= 1)",
                        "Invalid key dim: 0 (must be >= 1)",
                        "Invalid value dim: -1 (must be >= 1)",
                        "Invalid epsilon: 0.0 (must be > 0)",
                        "Invalid number of positions: 0 (must be >= 1)",
                        "Invalid number of feed-forward units: 0 (must be >= 1)",
                        "Invalid epsilon: NaN (must be > 0)");
    }
}
