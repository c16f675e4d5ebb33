package io.maskwise.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.maskwise.metrics.LossSum;
import io.maskwise.model.RandomBatches.Layout;
import io.maskwise.model.RandomBatches.Sequence;
import io.maskwise.sequence.PaddedBatch;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Attention in a whole network: padding is invisible, it learns, and it survives its file. */
final class TestAttentionNetwork {
    private static final ModelSpec SPEC = new ModelSpec(List.of(
            new LayerNode("embedding", new Embedding(RandomBatches.VOCABULARY, 6), List.of(ModelSpec.INPUT)),
            new LayerNode("positions", new PositionalEmbedding(8), List.of("embedding")),
            new LayerNode("block", new EncoderBlock(2, 7, ActivationFunction.GELU, 0.1, 1e-5), List.of("positions")),
            new LayerNode("block-2", new EncoderBlock(3, 5, ActivationFunction.GELU, 0.2, 1e-5), List.of("block")),
            new LayerNode(
                    "attention",
                    new MultiHeadAttention(2, 3, 0, true, 0, CausalMask.ORDER, false, true),
                    List.of("block-2", "positions")),
            new LayerNode("norm", new LayerNormalization(), List.of("attention")),
            new LayerNode("hidden", new Dense(5, ActivationFunction.TANH, false), List.of("norm")),
            new LayerNode("logits", new Dense(RandomBatches.CLASSES), List.of("hidden"))));

    private static Dl4jNetwork network(Precision precision) {
        return Dl4jNetwork.create(new NetworkDescription(SPEC, UpdaterOptions.adam(0.01), precision, 1));
    }

    @ParameterizedTest(name = "{0}, seed {1}")
    @CsvSource({"DOUBLE, 1", "DOUBLE, 2", "DOUBLE, 3", "FLOAT, 1", "FLOAT, 2", "FLOAT, 3"})
    void paddingIsInvisible(Precision precision, long seed) {
        RandomBatches batches = new RandomBatches(seed, ModelTask.TAGGING);
        List<Sequence> sequences = batches.sequences(4, 6);
        try (Dl4jNetwork network = network(precision)) {
            BatchGradient expected = network.gradient(batches.batch(sequences, 6, Layout.RIGHT));
            for (Layout layout : Layout.values()) {
                BatchGradient actual = network.gradient(batches.batch(sequences, 17, layout));
                Expectations.assertClose(
                        layout.name(),
                        actual.gradient().toDoubles(),
                        expected.gradient().toDoubles(),
                        precision == Precision.DOUBLE ? 1e-10 : 1e-5);
            }
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void singlePrecisionIsDoubleButForRoundings(long seed) {
        RandomBatches batches = new RandomBatches(seed, ModelTask.TAGGING);
        PaddedBatch batch = batches.batch(batches.sequences(5, 6), 9, Layout.GAPS);
        try (Dl4jNetwork plain = network(Precision.DOUBLE);
                Dl4jNetwork fast = network(Precision.FLOAT)) {
            Expectations.assertClose(
                    "gradient",
                    fast.gradient(batch).gradient().toDoubles(),
                    plain.gradient(batch).gradient().toDoubles(),
                    1e-5);
        }
    }

    @Test
    void learnsByHeart() {
        RandomBatches batches = new RandomBatches(5, ModelTask.TAGGING);
        PaddedBatch batch = batches.batch(batches.sequences(3, 6), 8, Layout.GAPS);
        try (Dl4jNetwork network = network(Precision.FLOAT)) {
            LossSum first = network.fit(batch);
            for (int step = 0; step < 150; step++) {
                network.fit(batch);
            }
            assertThat(network.forward(batch).loss().mean()).isLessThan(first.mean() / 10);
        }
    }

    @Test
    void comesBackFromItsFile() throws IOException {
        RandomBatches batches = new RandomBatches(6, ModelTask.TAGGING);
        PaddedBatch batch = batches.batch(batches.sequences(3, 6), 8, Layout.LEFT);
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        try (Dl4jNetwork network = network(Precision.FLOAT)) {
            network.fit(batch);
            network.write(file);
            try (Dl4jNetwork again = Dl4jNetwork.read(new ByteArrayInputStream(file.toByteArray()), "memory")) {
                assertThat(again.spec()).isEqualTo(SPEC);
                assertThat(again.forward(batch).logProbabilities())
                        .isDeepEqualTo(network.forward(batch).logProbabilities());
            }
        }
    }

    @Test
    void aSeedGivesTheSameBits() {
        RandomBatches batches = new RandomBatches(7, ModelTask.TAGGING);
        PaddedBatch batch = batches.batch(batches.sequences(3, 6), 8, Layout.RIGHT);
        double[][] parameters = new double[2][];
        for (int i = 0; i < 2; i++) {
            try (Dl4jNetwork network = network(Precision.FLOAT)) {
                network.fit(batch);
                network.fit(batch);
                parameters[i] = network.state().parameters().toDoubles();
            }
        }
        assertThat(parameters[0]).isEqualTo(parameters[1]);
    }

    @Test
    void isWrittenInAConfiguration() {
        List<LayerNode> nodes = new LayerReader(new DatasetSizes(RandomBatches.VOCABULARY, RandomBatches.CLASSES))
                .nodes(List.of(
                        Map.of("type", "embedding", "vocabulary-size", "vocabulary", "units", "6"),
                        Map.of("type", "positional-embedding", "name", "positions", "positions", "8"),
                        Map.of("type", "encoder-block", "name", "block", "heads", "2", "feed-forward", "7"),
                        Map.of("type", "multi-head-attention", "heads", "2", "key-dim", "3", "causal", "order"),
                        Map.of("type", "self-attention", "units", "3", "use-bias", "false"),
                        Map.of("type", "attention", "score-mode", "concat"),
                        Map.of("type", "additive-attention"),
                        Map.of("type", "layer-normalization"),
                        Map.of("type", "dense", "units", "labels", "activation", "relu")));
        assertThat(nodes.stream().map(LayerNode::layer).skip(1))
                .containsExactly(
                        new PositionalEmbedding(8),
                        new EncoderBlock(2, 7),
                        new MultiHeadAttention(2, 3, 3, true, 0, CausalMask.ORDER, false, false),
                        new SelfAttention(3, false),
                        new Attention(false, ScoreMode.CONCAT, 0, CausalMask.NONE, false),
                        new AdditiveAttention(),
                        new LayerNormalization(),
                        new Dense(RandomBatches.CLASSES, ActivationFunction.RELU));
    }
}
