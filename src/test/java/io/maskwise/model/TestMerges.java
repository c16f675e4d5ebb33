package io.maskwise.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.maskwise.sequence.Mask;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Merges where masks differ, or some inputs have none. */
final class TestMerges {
    private static final double GARBAGE = Double.NaN;

    /** One row of steps of two equal numbers; 0 is masked. */
    private static Activation row(double... steps) {
        boolean[] real = new boolean[steps.length];
        double[] values = new double[2 * steps.length];
        for (int i = 0; i < steps.length; i++) {
            real[i] = steps[i] != 0;
            values[2 * i] = real[i] ? steps[i] : GARBAGE;
            values[2 * i + 1] = values[2 * i];
        }
        return Activation.masked(Tensor.of(values, 1, steps.length, 2), Mask.of(new boolean[][] {real}));
    }

    private static double[] firstFeature(Activation activation) {
        double[] values = activation.values().values();
        return IntStream.range(0, values.length / 2)
                .mapToDouble(i -> values[2 * i])
                .toArray();
    }

    private static Activation merged(Layer merge, Activation... inputs) {
        return merge.forward(List.of(inputs), Map.of(), Call.inference()).output();
    }

    /** The numbers of Keras' own {@code merging_test.py}, whose Masking layer writes zeros under the mask. */
    static Stream<Arguments> kerasOwnNumbers() {
        return Stream.of(
                Arguments.of(new Add(), 1, new double[] {0, 1, 1, 6}),
                Arguments.of(new Subtract(), 1, new double[] {0, 1, -1, 0}),
                Arguments.of(new Average(), 1, new double[] {0, 0.5, 0.5, 3}),
                Arguments.of(new Multiply(), 1, new double[] {0, 1, 1, 9}),
                Arguments.of(new Maximum(), -1, new double[] {0, -1, -1, -3}),
                Arguments.of(new Minimum(), 1, new double[] {0, 1, 1, 3}));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("kerasOwnNumbers")
    void areRealWhereAnyInputIs(Layer merge, int sign, double[] expected) {
        Activation output = merged(merge, row(0, sign, 0, 3 * sign), row(0, 0, sign, 3 * sign));
        assertThat(firstFeature(output)).containsExactly(expected);
        assertThat(output.mask()).contains(Mask.of(new boolean[][] {{false, true, true, true}}));
    }

    @ParameterizedTest(name = "{0}")
    @FieldSource("io.maskwise.model.CarrierSamples#MERGES")
    void keepTheMaskThatOneInputHas(Layer merge) {
        Activation masked = row(5, 0, 2);
        Activation unmasked = Activation.unmasked(Tensor.of(new double[] {3, 3, 3, 3, 3, 3}, 1, 3, 2));
        Activation forwards = merged(merge, masked, unmasked);
        Activation backwards = merged(merge, unmasked, masked);
        assertThat(merge.outputsMasked(List.of(true, false))).containsExactly(true);
        assertThat(merge.outputsMasked(List.of(false, true))).containsExactly(true);
        assertThat(forwards.mask()).isEqualTo(masked.mask());
        assertThat(backwards.mask()).isEqualTo(masked.mask());
        assertThat(firstFeature(forwards)[1]).isZero();
        assertThat(firstFeature(forwards)[0]).isEqualTo(value(merge, 5, 3));
        assertThat(firstFeature(backwards)[2]).isEqualTo(value(merge, 3, 2));
    }

    private static double value(Layer merge, double left, double right) {
        Tensor first = Tensor.of(new double[] {left}, 1, 1);
        Tensor second = Tensor.of(new double[] {right}, 1, 1);
        return merged(merge, Activation.unmasked(first), Activation.unmasked(second))
                .values()
                .values()[0];
    }

    @Test
    void computeWhatTheirNamesSay() {
        assertThat(CarrierSamples.MERGES.stream().map(merge -> value(merge, 5, 2)))
                .containsExactly(7.0, 3.0, 10.0, 3.5, 5.0, 2.0);
    }

    @ParameterizedTest(name = "{0}")
    @FieldSource("io.maskwise.model.CarrierSamples#MERGES")
    void haveNoMaskWhereNoInputHas(Layer merge) {
        Activation unmasked = Activation.unmasked(Tensor.zeros(1, 3, 2));
        assertThat(merge.outputsMasked(List.of(false, false))).containsExactly(false);
        assertThat(merged(merge, unmasked, unmasked).mask()).isEqualTo(Optional.empty());
    }

    @Test
    void takeTheTimeThatIsKnown() {
        Shape known = new Shape(List.of(5, 3));
        assertThat(new Add().outputShape(List.of(Shape.sequence(3), known, Shape.sequence(3))))
                .isEqualTo(known);
    }

    @ParameterizedTest(name = "{0}")
    @FieldSource("io.maskwise.model.CarrierSamples#MERGES")
    void refuseWhatDoesNotFit(Layer merge) {
        String name = merge.getClass().getSimpleName();
        assertThatThrownBy(() -> merge.outputShape(List.of(Shape.sequence(3))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("Invalid input of " + name + ": 1 inputs (must be two");
        assertThatThrownBy(() -> merge.outputShape(List.of(Shape.sequence(3), Shape.sequence(4))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "Invalid input of " + name + ": [(batch, time, 3), (batch, time, 4)] (must be of one shape)");
        assertThatThrownBy(() -> merge.outputShape(List.of(Shape.sequence(3), Shape.vector(3))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("of one shape");
        assertThatThrownBy(() -> merge.outputShape(List.of(Shape.tokens(), Shape.tokens())))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("token ids");
        assertThatThrownBy(() -> merged(merge, row(1, 2), row(1, 2, 3)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Invalid input of " + name + ": [Tensor[1, 2, 2], Tensor[1, 3, 2]] (must be of one shape)");
        assertThatThrownBy(() -> merged(merge, row(1, 2)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(name + ": 1 inputs");
    }

    @Test
    void subtractNoMoreThanTwo() {
        assertThatThrownBy(() ->
                        new Subtract().outputShape(List.of(Shape.sequence(3), Shape.sequence(3), Shape.sequence(3))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Invalid input of Subtract: 3 inputs (must be two)");
    }
}
