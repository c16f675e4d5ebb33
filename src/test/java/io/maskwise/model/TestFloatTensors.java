package io.maskwise.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.maskwise.sequence.Mask;
import io.maskwise.sequence.Side;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;

/** Layers whose parameters and gradients are in ND4J's memory give what they give on the heap, bit for bit. */
class TestFloatTensors {
    private static final int BATCH = 4;
    private static final int TIME = 6;
    private static final int FEATURES = 8;
    private static final int TOKENS = 11;

    static Stream<Arguments> cases() {
        return Stream.of(
                        new Embedding(TOKENS, 5),
                        Lstm.of(9, RecurrentOutput.SEQUENCE),
                        Bidirectional.of(Lstm.of(16, RecurrentOutput.LAST)),
                        new EncoderBlock(2, 16),
                        new Dense(3),
                        new LayerNormalization())
                .flatMap(layer -> Stream.of(1L, 2L).map(seed -> Arguments.of(layer, seed)));
    }

    private interface Maker {
        FloatTensor make(FloatMatrix memory, int start, int length);
    }

    /** A copy of parameters in one memory, as a network has them. */
    static Map<String, Tensor> parameters(Map<String, Tensor> tensors) {
        Map<String, Tensor> copies = outside(tensors, FloatParameter::new);
        tensors.forEach((name, tensor) -> {
            FloatTensor single = FloatTensor.of(Parameters.of(copies, name), FloatParameter.class)
                    .orElseThrow();
            single.memory().put(single.start(), tensor.values());
        });
        return copies;
    }

    /** Gradients of parameters in one memory, of which nothing is known yet. */
    static Map<String, Tensor> gradients(Map<String, Tensor> tensors) {
        return outside(tensors, FloatGradient::new);
    }

    private static Map<String, Tensor> outside(Map<String, Tensor> tensors, Maker maker) {
        int start = 3;
        int length = tensors.values().stream().mapToInt(Tensor::length).sum();
        FloatMatrix memory = FloatMatrix.over(Nd4j.create(DataType.FLOAT, start + length));
        Map<String, Tensor> outside = new LinkedHashMap<>();
        for (Map.Entry<String, Tensor> entry : tensors.entrySet()) {
            Tensor tensor = entry.getValue();
            outside.put(entry.getKey(), Tensor.of(maker.make(memory, start, tensor.length()), tensor.shape()));
            start += tensor.length();
        }
        return outside;
    }

    /** What a step would be taken of. */
    private static double[] rounded(Tensor gradient) {
        float[] values = new float[gradient.length()];
        FloatTensor.of(gradient, FloatGradient.class)
                .ifPresentOrElse(single -> single.read(0, values, values.length), () -> {
                    for (int i = 0; i < values.length; i++) {
                        values[i] = (float) gradient.values()[i];
                    }
                });
        // Whether a zero is below zero is all that may differ: a sum of one zero and another is above.
        return IntStream.range(0, values.length)
                .mapToDouble(i -> values[i] + 0.0)
                .toArray();
    }

    private static Map<String, Tensor> zeros(Map<String, Tensor> like) {
        Map<String, Tensor> zeros = new LinkedHashMap<>();
        like.forEach((name, tensor) -> zeros.put(name, Tensor.zeros(tensor.shape())));
        return zeros;
    }

    private static Activation input(Layer layer, Random random) {
        int[] lengths = random.ints(BATCH, 0, TIME + 1).toArray();
        Mask mask = Mask.ofLengths(lengths, TIME, Side.POST);
        if (!(layer instanceof Embedding)) {
            return new Activation(PrecisionTwins.random(random, BATCH, TIME, FEATURES), Optional.of(mask));
        }
        double[] ids = random.ints(BATCH * TIME, 0, TOKENS).asDoubleStream().toArray();
        return Activation.masked(Tensor.of(ids, BATCH, TIME), mask);
    }

    private static BuiltLayer built(Layer layer, long seed) {
        Shape shape = layer instanceof Embedding ? Shape.tokens() : Shape.sequence(FEATURES);
        BuiltLayer built = BuiltLayer.build(layer, seed, shape);
        for (Tensor tensor : built.parameters().values()) {
            for (int i = 0; i < tensor.length(); i++) {
                tensor.values()[i] = (float) tensor.values()[i];
            }
        }
        return built;
    }

    /** One pass adds to gradients alone, a second one to those of the first. */
    @ParameterizedTest(name = "{0}, seed {1}")
    @MethodSource("cases")
    void memoryAndHeapAgree(Layer layer, long seed) {
        BuiltLayer heap = built(layer, seed);
        BuiltLayer memory = heap.withParameters(parameters(heap.parameters()));
        Map<String, Tensor> onHeap = zeros(heap.parameters());
        Map<String, Tensor> inMemory = gradients(onHeap);
        Random random = new Random(seed);
        for (int pass = 1; pass <= 2; pass++) {
            Activation input = input(layer, random);
            Call call = Call.training(seed).in(Precision.FLOAT);
            LayerPass expected = heap.layer().forward(List.of(input), heap.parameters(), call);
            Tensor upstream =
                    PrecisionTwins.random(random, expected.output().values().shape());
            List<Tensor> ofInput = expected.backward(upstream, onHeap);
            LayerPass found = memory.layer().forward(List.of(input), memory.parameters(), call);
            assertThat(found.output().values().values())
                    .isEqualTo(expected.output().values().values());
            List<Tensor> ofInputFound = found.backward(upstream, inMemory);
            for (int i = 0; i < ofInput.size(); i++) {
                assertThat(ofInputFound.get(i).values())
                        .isEqualTo(ofInput.get(i).values());
            }
            onHeap.forEach((name, gradient) ->
                    assertThat(rounded(Parameters.of(inMemory, name))).as(name).isEqualTo(rounded(gradient)));
        }
        inMemory.forEach((name, gradient) -> assertThat(gradient.values())
                .as(name)
                .isEqualTo(Parameters.of(onHeap, name).values()));
    }

    @Test
    void aGradientThatIsClearedBeginsAnew() {
        Tensor gradient = Parameters.of(gradients(Map.of("kernel", Tensor.zeros(2, 3))), "kernel");
        FloatGradient single = FloatTensor.of(gradient, FloatGradient.class).orElseThrow();
        FloatMatrix row = new FloatMatrix().reserve(3);
        row.put(0, new float[] {1, 2, 3}, 0, 3);
        FloatMatrix room = new FloatMatrix();
        for (int turn = 0; turn < 2; turn++) {
            FloatGradient.add(gradient, row, row, 2, 3, 1, room);
            assertThat(rounded(gradient)).containsExactly(1, 2, 3, 2, 4, 6);
            FloatGradient.add(gradient, row, row, 2, 3, 1, room);
            assertThat(rounded(gradient)).containsExactly(2, 4, 6, 4, 8, 12);
            single.clear();
            assertThat(rounded(gradient)).containsOnly(0);
        }
        FloatGradient.add(gradient, row, row, 2, 3, 1, room);
        single.clear();
        assertThat(gradient.values()).containsOnly(0);
        gradient.values()[4] = 7;
        single.write();
        double[] written = new double[6];
        single.memory().get(single.start(), written);
        assertThat(written).containsExactly(0, 0, 0, 0, 7, 0);
        FloatGradient.add(gradient, row, row, 2, 3, 1, room);
        assertThat(gradient.values()).containsExactly(1, 2, 3, 2, 11, 6);
    }

    @Test
    void aParameterThatChangedIsReadAgain() {
        Tensor table = Parameters.of(parameters(Map.of("kernel", Tensor.of(new double[] {1, 2, 3}, 3))), "kernel");
        FloatParameter single = FloatTensor.of(table, FloatParameter.class).orElseThrow();
        double[] known = table.values();
        assertThat(known).containsExactly(1, 2, 3);
        single.memory().put(single.start(), new double[] {4, 5, 6});
        assertThat(table.values()).containsExactly(1, 2, 3);
        single.changed();
        assertThat(table.values()).isSameAs(known).containsExactly(4, 5, 6);
    }
}
