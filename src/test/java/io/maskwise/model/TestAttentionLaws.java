package io.maskwise.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.maskwise.sequence.Mask;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Laws L1, L3 and L8 for every attention layer, normalisation, positions and encoder block, with every option. */
final class TestAttentionLaws {
    private static final int BATCH = 4;
    private static final int FEATURES = 4;
    private static final int QUERIES = 6;
    private static final int KEYS = 5;

    /** What a layer is fed. */
    private enum Feed {
        SELF,
        UNMASKED_SELF,
        /** Query and value of different lengths and masks. */
        CROSS,
        /** With a key of its own. */
        CROSS_WITH_KEY,
        UNMASKED_QUERY,
        UNMASKED_VALUE,
        /** Query, value, key under another mask, attention mask. */
        ATTENTION_MASK,
        /** One sequence, and an attention mask. */
        SELF_WITH_ATTENTION_MASK
    }

    private static List<Activation> inputs(Feed feed, long seed) {
        Random random = new Random(seed);
        // The query's last row and the value's first one have no real step.
        Activation query = sequence(random, QUERIES, BATCH - 1);
        Activation value = sequence(random, KEYS, 0);
        Activation key = new Activation(sequence(random, KEYS, 0).values(), value.mask());
        return switch (feed) {
            case SELF -> List.of(query);
            case UNMASKED_SELF -> List.of(unmasked(query));
            case CROSS -> List.of(query, value);
            case CROSS_WITH_KEY -> List.of(query, value, key);
            case UNMASKED_QUERY -> List.of(unmasked(query), value);
            case UNMASKED_VALUE -> List.of(query, unmasked(value));
            case ATTENTION_MASK -> List.of(query, value, sequence(random, KEYS, 1), seen(random, KEYS));
            case SELF_WITH_ATTENTION_MASK -> List.of(query, seen(random, QUERIES));
        };
    }

    private static Activation sequence(Random random, int time, int emptyRow) {
        boolean[][] real = new boolean[BATCH][time];
        for (int row = 0; row < BATCH; row++) {
            for (int step = 0; step < time; step++) {
                real[row][step] = row != emptyRow && (step == row || random.nextInt(3) > 0);
            }
        }
        return Activation.masked(values(random, BATCH, time, FEATURES), Mask.of(real));
    }

    private static Activation unmasked(Activation activation) {
        return Activation.unmasked(activation.values());
    }

    private static Activation seen(Random random, int keys) {
        Tensor seen = Tensor.zeros(BATCH, QUERIES, keys);
        for (int i = 0; i < seen.values().length; i++) {
            seen.values()[i] = random.nextInt(3) > 0 ? 1 : 0;
        }
        return Activation.unmasked(seen);
    }

    private static Tensor values(Random random, int... shape) {
        Tensor values = Tensor.zeros(shape);
        for (int i = 0; i < values.values().length; i++) {
            values.values()[i] = 2 * random.nextDouble() - 1;
        }
        return values;
    }

    private static MultiHeadAttention heads(CausalMask causal, boolean attentionMask, boolean scores) {
        return new MultiHeadAttention(2, 3, 5, true, 0, causal, attentionMask, scores);
    }

    /** Layers that take one sequence or several, with every option. */
    private static List<Layer> attentions() {
        List<Layer> layers = new ArrayList<>();
        for (CausalMask causal : CausalMask.values()) {
            for (boolean scores : new boolean[] {false, true}) {
                for (boolean flag : new boolean[] {false, true}) {
                    layers.add(new Attention(flag, ScoreMode.DOT, 0, causal, scores));
                    layers.add(new Attention(flag, ScoreMode.CONCAT, 0, causal, scores));
                    layers.add(new AdditiveAttention(flag, 0, causal, scores));
                    layers.add(new SelfAttention(3, flag, 0, causal, scores));
                    layers.add(new MultiHeadAttention(2, 3, 0, flag, 0, causal, false, scores));
                }
                layers.add(heads(causal, false, scores));
            }
        }
        return layers;
    }

    private static List<Layer> others() {
        List<Layer> layers = new ArrayList<>();
        for (boolean flag : new boolean[] {false, true}) {
            layers.add(new LayerNormalization(1e-3, flag, true));
            layers.add(new LayerNormalization(1e-5, flag, false));
        }
        layers.add(new PositionalEmbedding(QUERIES));
        layers.add(new PositionalEmbedding(40));
        layers.add(new EncoderBlock(2, 5));
        layers.add(new EncoderBlock(1, 3, ActivationFunction.RELU, 0, 1e-3));
        for (ActivationFunction function : ActivationFunction.values()) {
            layers.add(new Dense(3, function));
        }
        layers.add(new Dense(3, ActivationFunction.LINEAR, false));
        return layers;
    }

    static Stream<Arguments> cases() {
        List<Feed> sequences = List.of(
                Feed.SELF,
                Feed.UNMASKED_SELF,
                Feed.CROSS,
                Feed.CROSS_WITH_KEY,
                Feed.UNMASKED_QUERY,
                Feed.UNMASKED_VALUE);
        List<Feed> masks = List.of(Feed.ATTENTION_MASK, Feed.SELF_WITH_ATTENTION_MASK);
        Stream<Arguments> attending =
                attentions().stream().flatMap(layer -> sequences.stream().map(feed -> Arguments.of(layer, feed)));
        Stream<Arguments> seeing = Stream.of(CausalMask.values())
                .map(causal -> heads(causal, true, causal == CausalMask.NONE))
                .flatMap(layer -> masks.stream().map(feed -> Arguments.of(layer, feed)));
        Stream<Arguments> alone = others().stream()
                .flatMap(layer -> Stream.of(Feed.SELF, Feed.UNMASKED_SELF).map(feed -> Arguments.of(layer, feed)));
        return Stream.of(attending, seeing, alone)
                .flatMap(arguments -> arguments)
                .flatMap(one -> LongStream.of(1, 2).mapToObj(seed -> Arguments.of(one.get()[0], one.get()[1], seed)));
    }

    @ParameterizedTest(name = "{0}, {1}, seed {2}")
    @MethodSource("cases")
    void keepsTheLaws(Layer layer, Feed feed, long seed) {
        List<Activation> inputs = inputs(feed, seed);
        assertThat(LayerCheck.check(built(layer, inputs, seed), inputs, seed)).allMatch(LawResult::holds);
        assertMasksAreAsSaid(layer, inputs);
    }

    /** A layer with random parameters: zeros and ones, as some begin, would hide mistakes. */
    static BuiltLayer built(Layer layer, List<Activation> inputs, long seed) {
        Random random = new Random(~seed);
        BuiltLayer built = BuiltLayer.build(layer, seed, shapes(inputs));
        Map<String, Tensor> parameters = new LinkedHashMap<>();
        built.parameters().forEach((name, tensor) -> parameters.put(name, values(random, tensor.shape())));
        return built.withParameters(parameters);
    }

    private static Shape[] shapes(List<Activation> inputs) {
        return inputs.stream()
                .map(input -> input.values().features() == FEATURES
                        ? Shape.sequence(FEATURES)
                        : new Shape(List.of(Shape.ANY_TIME, Shape.ANY_TIME)))
                .toArray(Shape[]::new);
    }

    /** Masks before and after there are values, and shapes, agree. */
    private static void assertMasksAreAsSaid(Layer layer, List<Activation> inputs) {
        BuiltLayer built = built(layer, inputs, 1);
        List<Activation> outputs = built.forward(Call.inference(), inputs.toArray(Activation[]::new))
                .outputs();
        List<Optional<Mask>> masks = outputs.stream().map(Activation::mask).toList();
        List<Boolean> masked =
                inputs.stream().map(input -> input.mask().isPresent()).toList();
        assertThat(layer.computeMasks(inputs)).isEqualTo(masks);
        assertThat(layer.outputsMasked(masked))
                .isEqualTo(masks.stream().map(Optional::isPresent).toList());
        List<Shape> shapes = layer.outputShapes(List.of(shapes(inputs)));
        assertThat(shapes).hasSameSizeAs(outputs);
        for (int i = 0; i < shapes.size(); i++) {
            Tensor values = outputs.get(i).values();
            assertThat(values.rank()).isEqualTo(shapes.get(i).axes().size() + 1);
            for (int axis = 1; axis < values.rank(); axis++) {
                int said = shapes.get(i).axes().get(axis - 1);
                assertThat(said).isIn(Shape.ANY_TIME, values.dimension(axis));
            }
        }
    }
}
