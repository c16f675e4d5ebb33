package io.maskwise.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.maskwise.sequence.Mask;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Poolings over time, and Flatten. */
final class TestPooling {
    private static final double GARBAGE = Double.NaN;
    /** Two features; a row with a gap, a row padded on the left, a row without a real step. */
    private static final Tensor VALUES = Tensor.of(
            new double[] {
                -5, 2, GARBAGE, GARBAGE, -3, 1, GARBAGE, GARBAGE, GARBAGE, GARBAGE, -7, 8, GARBAGE, GARBAGE, GARBAGE,
                GARBAGE, GARBAGE, GARBAGE
            },
            3,
            3,
            2);

    private static final Activation INPUT = Activation.masked(VALUES, Mask.of(new boolean[][] {
        {true, false, true}, {false, false, true}, {false, false, false}
    }));

    private static Activation pooled(Layer layer, Activation input) {
        return layer.forward(List.of(input), Map.of(), Call.inference()).output();
    }

    @Test
    void averagesRealSteps() {
        Activation output = pooled(new GlobalAveragePooling1D(), INPUT);
        assertThat(output.values().shape()).containsExactly(3, 2);
        assertThat(output.values().values()).containsExactly(-4, 1.5, -7, 8, 0, 0);
    }

    @Test
    void findsTheLargestRealNumbers() {
        Activation output = pooled(new GlobalMaxPooling1D(), INPUT);
        assertThat(output.values().values()).containsExactly(-3, 2, -7, 8, 0, 0);
    }

    @Test
    void theFirstOfEqualMaximaLearns() {
        Activation input = Activation.unmasked(Tensor.of(new double[] {1, 4, 4, 2}, 1, 4, 1));
        LayerPass pass = new GlobalMaxPooling1D().forward(List.of(input), Map.of(), Call.inference());
        assertThat(pass.backward(Tensor.of(new double[] {3}, 1, 1), Map.of()))
                .singleElement()
                .extracting(Tensor::values)
                .isEqualTo(new double[] {0, 3, 0, 0});
    }

    @Test
    void keepsATimeAxisOnDemand() {
        for (Layer layer : List.of(new GlobalAveragePooling1D(true), new GlobalMaxPooling1D(true))) {
            assertThat(pooled(layer, INPUT).values().shape()).containsExactly(3, 1, 2);
            assertThat(layer.outputShape(List.of(Shape.sequence(2)))).isEqualTo(new Shape(List.of(1, 2)));
        }
    }

    @Test
    void showsARealNumberThatIsNone() {
        Activation input = Activation.unmasked(Tensor.of(new double[] {1, GARBAGE, 2}, 1, 3, 1));
        assertThat(pooled(new GlobalMaxPooling1D(), input).values().values()).containsExactly(GARBAGE);
        assertThat(pooled(new GlobalAveragePooling1D(), input).values().values())
                .containsExactly(GARBAGE);
    }

    @Test
    void takesTheLastRealStep() {
        assertThat(pooled(new LastStep(), INPUT).values().values()).containsExactly(-3, 1, -7, 8, 0, 0);
    }

    @Test
    void flattensRealStepsInOrder() {
        Activation output = pooled(new Flatten(3), INPUT);
        assertThat(output.values().shape()).containsExactly(3, 6);
        assertThat(output.values().values()).containsExactly(-5, 2, -3, 1, 0, 0, -7, 8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
    }

    @Test
    void flattensAllStepsWithoutAMask() {
        Activation input = Activation.unmasked(Tensor.of(new double[] {1, 2, 3, 4}, 1, 2, 2));
        assertThat(pooled(new Flatten(2), input).values().values()).containsExactly(1, 2, 3, 4);
        assertThat(pooled(new Flatten(3), input).values().values()).containsExactly(1, 2, 3, 4, 0, 0);
    }

    @Test
    void hasNoRoomForMoreRealStepsThanItWasTold() {
        assertThat(pooled(new Flatten(2), INPUT).values().features()).isEqualTo(4);
        assertThatThrownBy(() -> pooled(new Flatten(1), INPUT))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Cannot flatten row 0: it has 2 real steps, and Flatten has room for 1"
                        + " (truncate the sequence, or make room)");
        assertThatThrownBy(() -> new Flatten(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Invalid number of steps of Flatten: 0 (must be >= 1)");
    }

    static List<Layer> layers() {
        return List.of(new GlobalAveragePooling1D(), new GlobalMaxPooling1D(), new LastStep(), new Flatten(3));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("layers")
    void endsTheMask(Layer layer) {
        assertThat(layer.maskFlow()).isEqualTo(MaskFlow.ENDS);
        assertThat(pooled(layer, INPUT).mask()).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("layers")
    void refusesWhatIsNotOneSequence(Layer layer) {
        String name = layer.getClass().getSimpleName();
        for (Shape shape : List.of(Shape.tokens(), Shape.vector(3), new Shape(List.of(-1, 2, 3)))) {
            assertThatThrownBy(() -> layer.outputShape(List.of(shape)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("Invalid input of " + name + ": " + shape + " (must be (batch, time, features))");
        }
        assertThatThrownBy(() -> layer.outputShape(List.of(Shape.sequence(2), Shape.sequence(2))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Invalid input of " + name + ": 2 inputs (must be one)");
        assertThatThrownBy(() -> pooled(layer, Activation.unmasked(Tensor.zeros(2, 3))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Invalid input of " + name + ": Tensor[2, 3] (must be [batch, time, features])");
    }
}
