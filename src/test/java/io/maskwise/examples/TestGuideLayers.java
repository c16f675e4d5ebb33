package io.maskwise.examples;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.maskwise.model.Activation;
import io.maskwise.model.BuiltLayer;
import io.maskwise.model.Dense;
import io.maskwise.model.Embedding;
import io.maskwise.model.LawResult;
import io.maskwise.model.Layer;
import io.maskwise.model.LayerCheck;
import io.maskwise.model.ModelInput;
import io.maskwise.model.ModelOptions;
import io.maskwise.model.ModelSpec;
import io.maskwise.model.ModelTask;
import io.maskwise.model.Precision;
import io.maskwise.model.RecurrentDirection;
import io.maskwise.model.RecurrentOptions;
import io.maskwise.model.SequentialModel;
import io.maskwise.model.Shape;
import io.maskwise.model.Tensor;
import io.maskwise.sequence.Mask;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a user does with layers of their own: build, call alone, put into a model, check. */
final class TestGuideLayers {
    private static final Mask MASK = Mask.of(new boolean[][] {
        {true, true, false, true, false}, {false, false, false, false, false}, {true, true, true, true, true}
    });

    static Stream<Arguments> layers() {
        return Stream.of(new MyActivation(), new TemporalSoftmax(), new ScaledSum())
                .flatMap(layer -> LongStream.rangeClosed(1, 3).mapToObj(seed -> Arguments.of(layer, seed)));
    }

    @ParameterizedTest(name = "{0} seed {1}")
    @MethodSource("layers")
    void keepTheLaws(Layer layer, long seed) {
        double[] values = new Random(seed)
                .doubles((long) MASK.batch() * MASK.time() * 2, -1, 1)
                .toArray();
        Activation input = Activation.masked(Tensor.of(values, MASK.batch(), MASK.time(), 2), MASK);
        List<LawResult> results =
                LayerCheck.check(BuiltLayer.build(layer, seed, Shape.sequence(2)), List.of(input), seed);
        assertThat(results).hasSize(3).allMatch(LawResult::holds);
    }

    @Test
    void aMakerKeepsTheLawsToo() {
        Activation tokens =
                Activation.masked(Tensor.of(new double[][] {{1, 2, 0, 4, 0}, {0, 0, 0, 0, 0}, {3, 3, 1, 2, 5}}), MASK);
        BuiltLayer embedding = BuiltLayer.build(new CustomEmbedding(6, 3, true), 1, Shape.tokens());
        assertThat(LayerCheck.check(embedding, List.of(tokens), 1)).allMatch(LawResult::holds);
    }

    @Test
    void areFoundOutWhenTheyAreDescribed() {
        List<Map<String, Object>> layers = List.of(
                Map.of("type", "embedding", "units", 4),
                Map.of("type", Overstated.class.getName(), "name", "own"),
                Map.of("type", "dense", "units", "labels"));
        assertThatThrownBy(() -> new ModelOptions(
                        ModelTask.TAGGING,
                        layers,
                        1,
                        new RecurrentOptions(1, RecurrentDirection.FORWARD),
                        Precision.FLOAT,
                        1))
                .hasMessage("Invalid layers: Invalid output of Overstated: [1, 2, 4] (must be (batch, time, 5), as its"
                        + " outputShape says), in layer own");
    }

    /** SameDiff prints a line for each operation that it differentiates. */
    @Test
    void sayNothingOnStandardOutput() {
        PrintStream before = System.out;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        System.setOut(new PrintStream(bytes, true, UTF_8));
        try {
            keepTheLaws(new ScaledSum(), 1);
            System.out.println("mine");
        } finally {
            System.setOut(before);
        }
        assertThat(bytes.toString(UTF_8).lines()).containsExactly("mine");
    }

    @Test
    void standInAModel() {
        ModelSpec spec = SequentialModel.of(new ModelInput("tokens", Shape.tokens(), false))
                .add(new CustomEmbedding(30, 4, true))
                .add(new MyActivation())
                .add(new TemporalSoftmax())
                .add(new ScaledSum())
                .add(new Dense(2))
                .spec();
        assertThat(spec.isMasked("temporal-softmax")).isTrue();
        assertThat(spec.isMasked("scaled-sum")).isFalse();
    }

    @Test
    void aLayerThatNeedsAMaskIsRefusedWhereNoneReachesIt() {
        assertThatThrownBy(() -> SequentialModel.of(new ModelInput("tokens", Shape.tokens(), false))
                        .add(new Embedding(30, 4))
                        .add(new Dense(1))
                        .add(new TemporalSoftmax())
                        .spec())
                .hasMessage("Invalid model: layer temporal-softmax (TemporalSoftmax) needs a mask, and none reaches it"
                        + " from [dense] (mask an input, or put Masking or an Embedding with maskZero before it)");
    }

    @Test
    void calledAloneWithoutItsMaskItSaysSo() {
        BuiltLayer softmax = BuiltLayer.build(new TemporalSoftmax(), 1, Shape.sequence(1));
        assertThatThrownBy(() -> softmax.call(Activation.unmasked(Tensor.zeros(2, 3, 1))))
                .hasMessage("Cannot call TemporalSoftmax: it needs a mask, and no input has one");
    }

    @Test
    void aLayerCanBeAskedForItsMaskAlone() {
        BuiltLayer embedding = BuiltLayer.build(new CustomEmbedding(6, 3, true), 1, Shape.tokens());
        assertThat(embedding.computeMask(Activation.unmasked(Tensor.of(new double[][] {{3, 0, 1}, {0, 0, 0}}))))
                .contains(Mask.of(new boolean[][] {{true, false, true}, {false, false, false}}));
    }
}
