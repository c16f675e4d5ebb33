package io.maskwise.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.maskwise.sequence.Mask;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The measuring instrument itself: it must pass what is right, and catch what is wrong. */
final class TestLayerCheck {
    /** Multiplies by the mask, as DL4J does: NaN under the mask stays NaN, and padding is summed up. */
    private record SumsEverything() implements Layer {
        @Override
        public MaskFlow maskFlow() {
            return MaskFlow.ENDS;
        }

        @Override
        public Shape outputShape(List<Shape> inputs) {
            return Shape.vector(inputs.get(0).features());
        }

        @Override
        public LayerPass forward(List<Activation> inputs, Map<String, Tensor> parameters, Call call) {
            Tensor input = inputs.get(0).values();
            Tensor sums = Tensor.zeros(input.dimension(0), input.features());
            for (int i = 0; i < input.values().length; i++) {
                int row = i / (input.dimension(1) * input.features());
                sums.values()[row * input.features() + i % input.features()] += input.values()[i];
            }
            return new Pass(Activation.unmasked(sums), input);
        }

        private record Pass(Activation output, Tensor input) implements LayerPass {
            @Override
            public List<Tensor> backward(Tensor upstream, Map<String, Tensor> gradients) {
                Tensor gradient = Tensor.zeros(input.shape());
                for (int i = 0; i < gradient.values().length; i++) {
                    gradient.values()[i] = 2;
                }
                return List.of(gradient);
            }
        }
    }

    static List<Activation> sample(long seed, int features) {
        Random random = new Random(seed);
        int batch = 4;
        int time = 6;
        boolean[][] real = new boolean[batch][time];
        for (int row = 0; row < batch; row++) {
            for (int step = 0; step < time; step++) {
                real[row][step] = row < batch - 1 && (step == row || random.nextInt(3) > 0);
            }
        }
        double[] values = random.doubles((long) batch * time * features, -1, 1).toArray();
        return List.of(new Activation(Tensor.of(values, batch, time, features), Optional.of(Mask.of(real))));
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void passesLayersThatKeepTheLaws(long seed) {
        for (Layer layer : List.of(
                new Dense(3),
                Lstm.of(3, RecurrentOutput.SEQUENCE),
                Lstm.of(3, RecurrentOutput.LAST),
                Bidirectional.of(Lstm.of(2, RecurrentOutput.SEQUENCE)),
                Bidirectional.of(Lstm.of(2, RecurrentOutput.LAST)))) {
            List<LawResult> results =
                    LayerCheck.check(BuiltLayer.build(layer, seed, Shape.sequence(2)), sample(seed, 2), seed);
            assertThat(results).as("%s", layer).allMatch(LawResult::holds);
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void catchesALayerThatBreaksThem(long seed) {
        List<LawResult> results = LayerCheck.check(
                BuiltLayer.build(new SumsEverything(), seed, Shape.sequence(2)), sample(seed, 2), seed);
        assertThat(results).noneMatch(LawResult::holds);
    }
}
