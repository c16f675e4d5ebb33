package io.maskwise.sequence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.maskwise.text.Labelling;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TestPaddedBatch {
    private static final boolean[] TWO_OF_THREE = {true, true, false};
    private static final boolean[] NONE_OF_THREE = {false, false, false};

    private static PaddedSequence row(boolean[] mask, int... labels) {
        return new PaddedSequence("row", new int[] {5, 6, 0}, mask, labels);
    }

    @Test
    void labelsPerTokenCountWhereTheTokensAreReal() {
        PaddedBatch batch = PaddedBatch.stack(
                List.of(row(TWO_OF_THREE, 1, 2, 9), row(NONE_OF_THREE, 9, 9, 9)), Labelling.PER_TOKEN);
        assertThat(batch.batch()).isEqualTo(2);
        assertThat(batch.time()).isEqualTo(3);
        assertThat(batch.mask()).hasToString("Mask[2, 3] 110|000");
        assertThat(batch.labelMask()).isEqualTo(batch.mask());
        assertThat(batch.labels()).isDeepEqualTo(new int[][] {{1, 2, 9}, {9, 9, 9}});
        assertThat(batch.labelCount()).isEqualTo(2);
    }

    @Test
    void aLabelPerSequenceCountsWhereTheRowHasARealStep() {
        PaddedBatch batch =
                PaddedBatch.stack(List.of(row(TWO_OF_THREE, 4), row(NONE_OF_THREE, 4)), Labelling.PER_SEQUENCE);
        assertThat(batch.labelMask()).hasToString("Mask[2, 1] 1|0");
        assertThat(batch.labelCount()).isEqualTo(1);
    }

    @Test
    void rowsWithoutLabelsHaveNoWeight() {
        PaddedBatch batch = PaddedBatch.stack(List.of(row(TWO_OF_THREE)), Labelling.NONE);
        assertThat(batch.labels()).isDeepEqualTo(new int[1][0]);
        assertThat(batch.labelCount()).isEqualTo(0);
    }

    private static PaddedSequence row(String mask) {
        int[] steps = mask.chars().map(real -> real - '0').toArray();
        boolean[] real = new boolean[steps.length];
        int[] tokens = new int[steps.length];
        for (int step = 0; step < steps.length; step++) {
            real[step] = steps[step] == 1;
            tokens[step] = step + 1;
        }
        return new PaddedSequence(mask, tokens, real, tokens);
    }

    @ParameterizedTest(name = "{0} and {1} become {2}")
    @CsvSource({
        "11000, 11100, 110|111, 1",
        "00011, 00001, 11|01, 4",
        "01010, 01000, 101|100, 2",
        "11111, 00000, 11111|00000, 1",
        "00000, 00000, 0|0, 1"
    })
    void trimmingTakesWhatIsPaddingInAllRows(String first, String second, String masks, int firstStep) {
        PaddedBatch batch = PaddedBatch.trimmed(List.of(row(first), row(second)), Labelling.PER_TOKEN);
        assertThat(batch.mask().toString()).endsWith(" " + masks);
        assertThat(batch.labelMask()).isEqualTo(batch.mask());
        assertThat(batch.labels()).isDeepEqualTo(batch.tokens());
        assertThat(batch.tokens()[0][0]).as("its first step").isEqualTo(firstStep);
        assertThat(batch.cells()).isEqualTo(2L * batch.time());
    }

    @Test
    void trimmingLeavesALabelPerSequenceAndTrimsATarget() {
        PaddedBatch classes = PaddedBatch.trimmed(List.of(row(TWO_OF_THREE, 4)), Labelling.PER_SEQUENCE);
        assertThat(classes.time()).isEqualTo(2);
        assertThat(classes.labels()).isDeepEqualTo(new int[][] {{4}});
        boolean[] four = {true, true, true, false};
        PaddedSequence row = new PaddedSequence("row", new int[] {5, 6, 0}, TWO_OF_THREE, new int[] {9, 4, 5, 3}, four);
        PaddedBatch targets = PaddedBatch.trimmed(List.of(row), Labelling.TARGET_SEQUENCE);
        assertThat(targets.labels()).isDeepEqualTo(new int[][] {{9, 4, 5}});
        assertThat(targets.realTokens()).isEqualTo(targets.cells()).isEqualTo(5);
    }

    @Test
    void aTargetSequenceHasALengthAndAMaskOfItsOwn() {
        boolean[] four = {false, true, true, true};
        PaddedSequence row = new PaddedSequence("row", new int[] {5, 6, 0}, TWO_OF_THREE, new int[] {9, 4, 5, 3}, four);
        PaddedBatch batch = PaddedBatch.stack(List.of(row), Labelling.TARGET_SEQUENCE);
        assertThat(batch.mask()).hasToString("Mask[1, 3] 110");
        assertThat(batch.labelMask()).hasToString("Mask[1, 4] 0111");
        assertThat(batch.labels()).isDeepEqualTo(new int[][] {{9, 4, 5, 3}});
        assertThat(batch.labelCount()).isEqualTo(3);
        assertThat(batch.realTokens()).as("of both sides").isEqualTo(5);
        assertThat(PaddedBatch.stack(List.of(row(TWO_OF_THREE, 1, 2, 9)), Labelling.PER_TOKEN)
                        .realTokens())
                .isEqualTo(2);
    }

    @Test
    void refusesShapesThatDoNotFit() {
        Mask mask = Mask.allReal(1, 2);
        int[][] two = {{1, 2}};
        assertThatThrownBy(() -> new PaddedBatch(new int[][] {{1}}, mask, two, mask))
                .hasMessage("Invalid tokens: row 0 has 1 steps (must be 2, as the mask)");
        assertThatThrownBy(() -> new PaddedBatch(two, mask, new int[2][2], mask))
                .hasMessage("Invalid labels: 2 rows (must be 1, as the mask)");
        assertThatThrownBy(() -> new PaddedBatch(two, mask, new int[2][1], Mask.allReal(2, 1)))
                .hasMessage("Invalid label mask: 2 rows (must be 1, as the mask)");
        assertThatThrownBy(() -> PaddedBatch.stack(List.of(row(TWO_OF_THREE, 1)), Labelling.PER_TOKEN))
                .hasMessage("Invalid labels: row 0 has 1 steps (must be 3, as the mask)");
        assertThatThrownBy(() -> new PaddedSequence("a", new int[2], new boolean[1], new int[0]))
                .hasMessage("Invalid row a: its mask has 1 steps (must be 2, as its tokens)");
        assertThatThrownBy(() -> new PaddedSequence("a", new int[3], new boolean[3], new int[2]))
                .hasMessage("Invalid row a: it has 2 labels (must be one for each of its 3 steps, or one, or none)");
        assertThatThrownBy(() -> new PaddedSequence("a", new int[3], new boolean[3], new int[2], new boolean[3]))
                .hasMessage("Invalid row a: its label mask has 3 steps (must be 2, as its labels)");
    }

    @Test
    void refusesLabelsThatCountWherePaddingIs() {
        Mask mask = Mask.of(new boolean[][] {TWO_OF_THREE, NONE_OF_THREE});
        assertThatThrownBy(() -> new PaddedBatch(new int[2][3], mask, new int[2][3], Mask.allReal(2, 3)))
                .hasMessage(
                        "Invalid label mask: the label at row 0, step 2 counts (must not, as nothing is real there)");
        assertThat(new PaddedBatch(new int[2][3], mask, new int[2][1], Mask.allReal(2, 1)).labelCount())
                .as("Keras counts the label of a sequence of nothing")
                .isEqualTo(2);
        assertThatThrownBy(() -> new PaddedBatch(new int[2][3], mask, new int[2][2], Mask.allReal(2, 2)))
                .hasMessage("Invalid label mask: 2 steps (must be 3, as the mask, or 1, or 0)");
    }

    @Test
    void labelsWeighOneUnlessSaidOtherwise() {
        PaddedBatch batch = PaddedBatch.stack(List.of(row(TWO_OF_THREE, 1, 2, 9)), Labelling.PER_TOKEN);
        assertThat(batch.labelWeights()).isEmpty();
        assertThat(batch.labelWeight(0, 1)).isEqualTo(1);
        PaddedBatch weighted = batch.withLabelWeights(new double[][] {{0.5, 0, Double.NaN}});
        assertThat(weighted.labelWeight(0, 0)).isEqualTo(0.5);
        assertThat(weighted.labelWeight(0, 1)).isEqualTo(0);
        assertThat(weighted.labelCount()).as("weights are not counted").isEqualTo(2);
    }

    @Test
    void refusesWeightsThatAreNone() {
        PaddedBatch batch = PaddedBatch.stack(List.of(row(TWO_OF_THREE, 1, 2, 9)), Labelling.PER_TOKEN);
        for (double weight : new double[] {-0.5, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertThatThrownBy(() -> batch.withLabelWeights(new double[][] {{1, weight, 1}}))
                    .hasMessage("Invalid label weights: " + weight + " at row 0, step 1 (must be finite and >= 0)");
        }
        assertThatThrownBy(() -> batch.withLabelWeights(new double[2][3]))
                .hasMessage("Invalid label weights: 2 rows (must be 1, as the mask)");
        assertThatThrownBy(() -> batch.withLabelWeights(new double[1][2]))
                .hasMessage("Invalid label weights: row 0 has 2 steps (must be 3, as the mask)");
    }
}
