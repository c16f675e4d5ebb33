package io.maskwise.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.maskwise.sequence.Mask;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A layer that does not give back what it says is found out before its neighbour reads beyond an array's end. */
final class TestLayerContract {
    /** What a layer says wrongly of itself. */
    enum Lie {
        NONE(""),
        FEWER_FEATURES("[2, 2, 4] (must be (batch, time, 3), as its outputShape says)"),
        MORE_FEATURES("[2, 2, 4] (must be (batch, time, 5), as its outputShape says)"),
        ONE_VECTOR("[2, 2, 4] (must be (batch, 4), as its outputShape says)"),
        LOST_MASK("it has no mask (must have one, as its maskFlow or outputsMasked says)"),
        FOUND_MASK("it has a mask (must have none, as its maskFlow or outputsMasked says)"),
        TWO_OUTPUTS("1 of them (must be 2, as its outputShapes say)");

        private final String found;

        Lie(String found) {
            this.found = found;
        }
    }

    /** Hands on what it gets; other packages' layers are looked at before training, and a nested record counts as ours. */
    private record Liar(Lie lie) implements Layer {
        @Override
        public MaskFlow maskFlow() {
            return lie == Lie.FOUND_MASK ? MaskFlow.ENDS : MaskFlow.PASSES;
        }

        @Override
        public Shape outputShape(List<Shape> inputs) {
            return switch (lie) {
                case FEWER_FEATURES -> Shape.sequence(3);
                case MORE_FEATURES -> Shape.sequence(5);
                case ONE_VECTOR -> Shape.vector(4);
                default -> inputs.get(0);
            };
        }

        @Override
        public List<Shape> outputShapes(List<Shape> inputs) {
            Shape one = outputShape(inputs);
            return lie == Lie.TWO_OUTPUTS ? List.of(one, one) : List.of(one);
        }

        @Override
        public List<Boolean> outputsMasked(List<Boolean> inputs) {
            boolean masked = lie != Lie.FOUND_MASK && inputs.get(0);
            return lie == Lie.TWO_OUTPUTS ? List.of(masked, masked) : List.of(masked);
        }

        @Override
        public LayerPass forward(List<Activation> inputs, Map<String, Tensor> parameters, Call call) {
            Optional<Mask> mask =
                    lie == Lie.LOST_MASK ? Optional.empty() : inputs.get(0).mask();
            return new Pass(new Activation(inputs.get(0).values(), mask));
        }

        private record Pass(Activation output) implements LayerPass {
            @Override
            public List<Tensor> backward(Tensor upstream, Map<String, Tensor> gradients) {
                return List.of(upstream);
            }
        }
    }

    private static final Activation INPUT =
            Activation.masked(Tensor.zeros(2, 2, 4), Mask.of(new boolean[][] {{true, false}, {true, true}}));

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void aLayerThatGivesBackOtherThingsThanItSaysIsRefused(Lie lie) {
        BuiltLayer layer = BuiltLayer.build(new Liar(lie), 1, Shape.sequence(4));
        assertThatThrownBy(() -> layer.call(INPUT))
                .isInstanceOf(LayerContract.Broken.class)
                .hasMessage("Invalid output of Liar: " + lie.found);
        ModelSpec spec = new ModelSpec(
                List.of(new ModelInput("x", Shape.sequence(4), true)),
                List.of(new LayerNode("own", new Liar(lie), List.of("x"))),
                List.of("own"));
        assertThatThrownBy(() -> new GraphPass(spec, Map.of("x", INPUT), node -> Map.of(), Call.inference()))
                .isInstanceOf(LayerContract.Broken.class)
                .hasMessage("Invalid output of Liar: " + lie.found + ", in layer own");
    }

    @Test
    void anHonestLayerIsCalled() {
        assertThat(BuiltLayer.build(new Liar(Lie.NONE), 1, Shape.sequence(4)).call(INPUT))
                .isEqualTo(INPUT);
    }

    static Stream<Layer> shipped() {
        return Stream.of(
                new Dense(3),
                new TimeDistributed(new Dense(3)),
                Lstm.of(3, RecurrentOutput.SEQUENCE),
                Bidirectional.of(Gru.of(3, RecurrentOutput.LAST)),
                new SelfAttention(3, true),
                new MultiHeadAttention(2, 2),
                new EncoderBlock(2, 3),
                new LayerNormalization(),
                new BatchNormalization(),
                new PositionalEmbedding(5),
                new GlobalAveragePooling1D(),
                new Flatten(2));
    }

    @ParameterizedTest
    @MethodSource("shipped")
    void noShippedLayerReadsInputsOfAnotherWidth(Layer layer) {
        BuiltLayer built = BuiltLayer.build(layer, 1, Shape.sequence(4));
        assertThatCode(() -> built.call(INPUT)).doesNotThrowAnyException();
        for (int features : new int[] {3, 5}) {
            Activation other = Activation.unmasked(Tensor.zeros(2, 2, features));
            assertThatThrownBy(() -> built.call(other))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("Invalid input of " + layer.getClass().getSimpleName() + ": [2, 2, " + features
                            + "] (must be (batch, time, 4), as it was built for)");
        }
    }

    @Test
    void aNetworkReadsOnlyInputsOfItsShapes() {
        ModelSpec spec = new ModelSpec(
                List.of(new ModelInput("x", Shape.sequence(3), true)),
                List.of(new LayerNode("own", new Liar(Lie.NONE), List.of("x"))),
                List.of("own"));
        assertThatThrownBy(() -> new GraphPass(spec, Map.of("x", INPUT), node -> Map.of(), Call.inference()))
                .hasMessage("Cannot run the network: input x is [2, 2, 4] (must be (batch, time, 3))");
    }

    @Test
    void nothingMayBeComputedInVain() {
        List<LayerNode> nodes = List.of(
                new LayerNode("embedding", new Embedding(5, 4), List.of("tokens")),
                new LayerNode("unused", new Dense(4), List.of("embedding")),
                new LayerNode("logits", new Dense(2), List.of("embedding")));
        assertThatThrownBy(() -> new ModelSpec(nodes))
                .hasMessage("Invalid model: nothing reads layer unused (let a layer read it, make it an output, or"
                        + " remove it)");
    }

    @Test
    void tokenIdsAreWholeNumbers() {
        BuiltLayer embedding = BuiltLayer.build(new Embedding(5, 4), 1, Shape.tokens());
        for (double id : new double[] {1.5, Double.NaN, -1, 5, 1e300}) {
            assertThatThrownBy(() -> embedding.call(Activation.unmasked(Tensor.of(new double[] {1, id}, 1, 2))))
                    .hasMessageStartingWith("Invalid token id: ")
                    .hasMessageEndingWith(" at row 0, step 1 of Embedding (must be 0 to 4)");
        }
    }
}
