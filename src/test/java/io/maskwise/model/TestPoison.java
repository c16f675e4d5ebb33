package io.maskwise.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.maskwise.sequence.Mask;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Law L1 for every layer that reads vectors: what stands under the mask, NaN included, changes no number. */
final class TestPoison {
    private static final int BATCH = 4;
    private static final int TIME = 6;
    private static final int FEATURES = 3;
    private static final int UNITS = 2;

    static Stream<Arguments> cases() {
        return layers().stream()
                .flatMap(layer -> Stream.of(Double.NaN, Double.NEGATIVE_INFINITY, 1e300)
                        .flatMap(poison -> Stream.of(1L, 2L, 3L).map(seed -> Arguments.of(layer, poison, seed))));
    }

    private static List<Layer> layers() {
        List<Layer> layers = new ArrayList<>(List.of(
                new Dense(UNITS),
                new Dense(UNITS, ActivationFunction.GELU),
                new LayerNormalization(),
                new PositionalEmbedding(TIME),
                new Attention(),
                new AdditiveAttention(),
                new SelfAttention(UNITS, true),
                new MultiHeadAttention(2, UNITS),
                new EncoderBlock(1, UNITS)));
        layers.addAll(RecurrentLayers.all());
        return layers;
    }

    @ParameterizedTest(name = "{0}, {1} under the mask, seed {2}")
    @MethodSource("cases")
    void poisonUnderTheMaskChangesNothing(Layer layer, double poison, long seed) {
        Random random = new Random(seed);
        boolean[][] real = new boolean[BATCH][TIME];
        for (boolean[] row : real) {
            for (int step = 0; step < TIME; step++) {
                row[step] = random.nextInt(3) > 0;
            }
        }
        Arrays.fill(real[0], false);
        double[] clean = random.doubles(BATCH * TIME * FEATURES, -1, 1).toArray();
        double[] poisoned = clean.clone();
        for (int i = 0; i < poisoned.length; i++) {
            if (!real[i / FEATURES / TIME][i / FEATURES % TIME]) {
                clean[i] = 0;
                poisoned[i] = poison;
            }
        }
        Mask mask = Mask.of(real);
        assertThat(numbers(layer, clean, mask, seed)).containsExactly(numbers(layer, poisoned, mask, seed));
    }

    /** Outputs, input gradient and parameter gradients of one pass, in a row; all finite. */
    private static double[] numbers(Layer layer, double[] input, Mask mask, long seed) {
        Random random = new Random(seed);
        Map<String, Tensor> parameters = new LinkedHashMap<>();
        Map<String, Tensor> gradients = new LinkedHashMap<>();
        for (Parameter parameter : layer.parameters(List.of(Shape.sequence(FEATURES)))) {
            int[] shape = parameter.shape().stream().mapToInt(Integer::intValue).toArray();
            double[] values = random.doubles(parameter.length(), -1, 1).toArray();
            parameters.put(parameter.name(), Tensor.of(values, shape));
            gradients.put(parameter.name(), Tensor.zeros(shape));
        }
        LayerPass pass = layer.forward(
                List.of(Activation.masked(Tensor.of(input, BATCH, TIME, FEATURES), mask)),
                parameters,
                Call.inference());
        List<Tensor> numbers = new ArrayList<>();
        List<Tensor> upstream = new ArrayList<>();
        for (Activation output : pass.outputs()) {
            int[] shape = output.values().shape();
            numbers.add(output.values());
            upstream.add(Tensor.of(
                    random.doubles(output.values().values().length, -1, 1).toArray(), shape));
        }
        numbers.addAll(pass.backward(upstream, gradients));
        numbers.addAll(gradients.values());
        double[] all = numbers.stream()
                .flatMapToDouble(tensor -> Arrays.stream(tensor.values()))
                .toArray();
        assertThat(Arrays.stream(all).allMatch(Double::isFinite))
                .as("all finite")
                .isTrue();
        return all;
    }
}
