package io.maskwise.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.maskwise.sequence.Mask;
import io.maskwise.sequence.PaddedBatch;
import io.maskwise.text.Labelling;
import org.junit.jupiter.api.Test;

final class TestTeacherForcing {
    private static PaddedBatch batch(int[] labels, boolean... labelMask) {
        Mask one = Mask.allReal(1, 1);
        return new PaddedBatch(
                new int[1][1],
                one,
                new int[][] {labels},
                Mask.of(new boolean[][] {labelMask}),
                Labelling.TARGET_SEQUENCE);
    }

    private static double[] read(int[] labels, boolean... labelMask) {
        return TeacherForcing.input(batch(labels, labelMask)).values().values();
    }

    @Test
    void theDecoderReadsTheStartThenEachLabelAStepLater() {
        assertThat(read(new int[] {7, 8, 3}, true, true, true)).containsExactly(2, 7, 8);
    }

    @Test
    void paddingOnEitherSideAndGapsAreSteppedOver() {
        assertThat(read(new int[] {7, 3, 99}, true, true, false)).containsExactly(2, 7, 0);
        assertThat(read(new int[] {99, 7, 3}, false, true, true)).containsExactly(0, 2, 7);
        assertThat(read(new int[] {7, 99, 8, 3}, true, false, true, true)).containsExactly(2, 0, 7, 8);
        assertThat(read(new int[] {99, 99}, false, false)).containsExactly(0, 0);
    }

    @Test
    void theLabelMaskGoesWithIt() {
        PaddedBatch batch = batch(new int[] {7, 3, 0}, true, true, false);
        assertThat(TeacherForcing.input(batch).mask()).contains(batch.labelMask());
    }

    @Test
    void labelsThatAreNoTargetsAreRefused() {
        Mask mask = Mask.allReal(1, 2);
        PaddedBatch tagged = new PaddedBatch(new int[1][2], mask, new int[1][2], mask);
        assertThatThrownBy(() -> TeacherForcing.input(tagged))
                .hasMessage("Cannot run the network: it reads targets, and the batch's labels are per-token (must be"
                        + " target-sequence)");
    }
}
