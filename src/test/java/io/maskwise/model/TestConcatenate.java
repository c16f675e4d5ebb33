package io.maskwise.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.maskwise.sequence.Mask;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What becomes of the masks; the numbers are those of Keras' own {@code merging_test.py}. */
final class TestConcatenate {
    private static final Activation MASKED = Activation.masked(
            Tensor.of(new double[] {9, 9, 1, 2, 9, 9, 3, 4}, 1, 4, 2),
            Mask.of(new boolean[][] {{false, true, false, true}}));
    private static final Activation UNMASKED =
            Activation.unmasked(Tensor.of(new double[] {0, 0, 0, 0, 1, 2, 3, 4}, 1, 4, 2));

    private static Activation concatenated(Axis axis, Activation... inputs) {
        return new Concatenate(axis)
                .forward(List.of(inputs), Map.of(), Call.inference())
                .output();
    }

    @Test
    void overTimeEveryStepOfAnUnmaskedInputIsReal() {
        Activation output = concatenated(Axis.TIME, MASKED, UNMASKED);
        assertThat(output.values().shape()).containsExactly(1, 8, 2);
        assertThat(output.values().values()).containsExactly(0, 0, 1, 2, 0, 0, 3, 4, 0, 0, 0, 0, 1, 2, 3, 4);
        assertThat(output.mask())
                .contains(Mask.of(new boolean[][] {{false, true, false, true, true, true, true, true}}));
    }

    @Test
    void overFeaturesTheMaskOfTheMaskedInputIsKept() {
        Activation output = concatenated(Axis.FEATURES, MASKED, UNMASKED);
        assertThat(output.values().shape()).containsExactly(1, 4, 4);
        assertThat(output.values().values()).containsExactly(0, 0, 0, 0, 1, 2, 0, 0, 0, 0, 0, 0, 3, 4, 3, 4);
        assertThat(output.mask()).isEqualTo(MASKED.mask());
    }

    @Test
    void overFeaturesAStepIsRealWhereAnyMaskedInputIs() {
        Activation other = Activation.masked(UNMASKED.values(), Mask.of(new boolean[][] {{false, false, true, true}}));
        Activation output = concatenated(Axis.FEATURES, MASKED, other);
        assertThat(output.values().values()).containsExactly(0, 0, 0, 0, 1, 2, 0, 0, 0, 0, 1, 2, 3, 4, 3, 4);
        assertThat(output.mask()).contains(Mask.of(new boolean[][] {{false, true, true, true}}));
    }

    @Test
    void withoutMasksThereIsNone() {
        for (Axis axis : Axis.values()) {
            assertThat(concatenated(axis, UNMASKED, UNMASKED).mask()).isEmpty();
            assertThat(new Concatenate(axis).outputsMasked(List.of(false, false)))
                    .containsExactly(false);
            assertThat(new Concatenate(axis).outputsMasked(List.of(false, true)))
                    .containsExactly(true);
        }
    }

    @Test
    void addsUpTheSizesOfItsAxis() {
        Shape known = new Shape(List.of(5, 3));
        assertThat(new Concatenate().outputShape(List.of(Shape.sequence(3), Shape.sequence(2))))
                .isEqualTo(Shape.sequence(5));
        assertThat(new Concatenate().outputShape(List.of(Shape.vector(3), Shape.vector(2))))
                .isEqualTo(Shape.vector(5));
        assertThat(new Concatenate(Axis.TIME).outputShape(List.of(known, known)))
                .isEqualTo(new Shape(List.of(10, 3)));
        assertThat(new Concatenate(Axis.TIME).outputShape(List.of(known, Shape.sequence(3))))
                .isEqualTo(Shape.sequence(3));
    }

    @Test
    void refusesWhatDoesNotFit() {
        assertThatThrownBy(() -> new Concatenate().outputShape(List.of(Shape.sequence(3))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Invalid input of Concatenate: 1 inputs (must be two or more)");
        assertThatThrownBy(() -> new Concatenate().outputShape(List.of(Shape.sequence(3), Shape.vector(3))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Invalid input of Concatenate: [(batch, time, 3), (batch, 3)]"
                        + " (must be sequences or vectors that differ in features only)");
        assertThatThrownBy(() -> new Concatenate(Axis.TIME).outputShape(List.of(Shape.sequence(3), Shape.sequence(4))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageEndingWith("(must be sequences that differ in time only)");
        assertThatThrownBy(() -> new Concatenate(Axis.TIME).outputShape(List.of(Shape.vector(3), Shape.vector(3))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageEndingWith("(must be sequences that differ in time only)");
        assertThatThrownBy(() -> new Concatenate().outputShape(List.of(Shape.tokens(), Shape.tokens())))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageEndingWith("(must be sequences or vectors that differ in features only)");
        Activation longer = Activation.unmasked(Tensor.zeros(1, 5, 2));
        assertThatThrownBy(() -> concatenated(Axis.FEATURES, MASKED, longer))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Invalid input of Concatenate: [Tensor[1, 4, 2], Tensor[1, 5, 2]]"
                        + " (must be sequences or vectors that differ in features only)");
    }
}
