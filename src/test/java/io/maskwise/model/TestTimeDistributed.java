package io.maskwise.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.maskwise.sequence.Mask;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TestTimeDistributed {
    /** Cannot do without a mask. */
    private record NeedsAMask() implements Layer {
        @Override
        public boolean needsMask() {
            return true;
        }

        @Override
        public Shape outputShape(List<Shape> inputs) {
            return inputs.get(0);
        }

        @Override
        public LayerPass forward(List<Activation> inputs, Map<String, Tensor> parameters, Call call) {
            throw new UnsupportedOperationException();
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void computesEveryRealStepAsTheLayerAlone(long seed) {
        LayerSample sample = LayerSample.of(new TimeDistributed(new Dense(2)), Shape.sequence(3));
        Activation input = sample.inputs(seed).get(0);
        BuiltLayer alone = BuiltLayer.build(new Dense(2), seed, Shape.vector(3));
        BuiltLayer distributed = sample.built(seed).withParameters(alone.parameters());
        Activation output = distributed.call(input);
        int[] places = Steps.real(input);
        for (int place : places) {
            double[] step = Arrays.copyOfRange(input.values().values(), place * 3, place * 3 + 3);
            double[] expected = alone.call(Activation.unmasked(Tensor.of(step, 1, 3)))
                    .values()
                    .values();
            assertThat(output.values().values()[place * 2]).isEqualTo(expected[0]);
            assertThat(output.values().values()[place * 2 + 1]).isEqualTo(expected[1]);
        }
        assertThat(output.mask()).isEqualTo(input.mask());
    }

    @Test
    void embedsCharactersOfWords() {
        Shape characters = new Shape(List.of(Shape.ANY_TIME, 4));
        TimeDistributed layer = new TimeDistributed(new Embedding(5, 3));
        assertThat(layer.outputShape(List.of(new Shape(List.of(2, Shape.ANY_TIME)))))
                .isEqualTo(new Shape(List.of(2, Shape.ANY_TIME, 3)));
        assertThatThrownBy(() -> layer.outputShape(List.of(characters)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Invalid input of Embedding");
    }

    @Test
    void hasTheShapeOfItsLayerAfterTime() {
        TimeDistributed layer = new TimeDistributed(new Dense(5));
        assertThat(layer.outputShape(List.of(Shape.sequence(3)))).isEqualTo(Shape.sequence(5));
        assertThat(new TimeDistributed(layer).outputShape(List.of(new Shape(List.of(7, 4, 3)))))
                .isEqualTo(new Shape(List.of(7, 4, 5)));
    }

    @Test
    void refusesWhatDoesNotFit() {
        TimeDistributed layer = new TimeDistributed(new Dense(5));
        assertThatThrownBy(() -> layer.outputShape(List.of(Shape.vector(3))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Invalid input of TimeDistributed: (batch, 3) (must be (batch, time, …))");
        assertThatThrownBy(() -> layer.outputShape(List.of(Shape.sequence(3), Shape.sequence(3))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Invalid input of TimeDistributed: 2 inputs (must be one)");
        Activation vector = Activation.unmasked(Tensor.zeros(2, 3));
        assertThatThrownBy(() -> layer.forward(List.of(vector), Map.of(), Call.inference()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Invalid input of TimeDistributed: Tensor[2, 3] (must be [batch, time, …])");
        assertThatThrownBy(() -> new TimeDistributed(new NeedsAMask()).outputShape(List.of(Shape.sequence(3))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Invalid layer of TimeDistributed: NeedsAMask[]"
                        + " (must neither need nor make a mask, and have one output)");
    }

    @Test
    void givesZerosOfTheRightShapeWhereNothingIsReal() {
        Shape nested = new Shape(List.of(Shape.ANY_TIME, 4, 3));
        BuiltLayer layer = BuiltLayer.build(new TimeDistributed(Lstm.of(2, RecurrentOutput.SEQUENCE)), 1, nested);
        Activation output = layer.call(Activation.masked(Tensor.zeros(2, 5, 4, 3), Mask.of(new boolean[2][5])));
        assertThat(output.values().shape()).containsExactly(2, 5, 4, 2);
        assertThat(output.values().values()).containsOnly(0);
    }
}
