package io.maskwise.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.maskwise.sequence.Mask;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What the laws of masking are measured with: one batch in all ways to pad it. */
final class TestRelayout {
    private static final double[] VALUES = {1, 0, 2, 0, 0, 3, 0, 0, 0, 0, 0, 0};

    private static final Activation SAMPLE = Activation.masked(Tensor.of(VALUES, 3, 4, 1), Mask.of(new boolean[][] {
        {true, false, true, false}, {false, true, false, false}, {false, false, false, false}
    }));

    private static Activation laid(Relayout layout, int extra, Relayout.Garbage garbage) {
        return layout.apply(List.of(SAMPLE), extra, garbage, new Random(3)).get(0);
    }

    @ParameterizedTest
    @CsvSource({
        "SAME_PLACES, 0, 1 _ 2 _ | _ 3 _ _ | _ _ _ _",
        "SAME_PLACES, 2, 1 _ 2 _ | _ 3 _ _ | _ _ _ _",
        "RIGHT, 0, 1 2 | 3 _ | _ _",
        "RIGHT, 2, 1 2 _ _ | 3 _ _ _ | _ _ _ _",
        "LEFT, 0, 1 2 | _ 3 | _ _",
        "LEFT, 2, _ _ 1 2 | _ _ _ 3 | _ _ _ _"
    })
    void laysStepsWhereItSays(Relayout layout, int extra, String expected) {
        Activation laid = laid(layout, extra, Relayout.Garbage.ZEROS);
        int time = laid.values().dimension(1);
        StringBuilder written = new StringBuilder();
        for (int row = 0; row < 3; row++) {
            written.append(row == 0 ? "" : "| ");
            for (int step = 0; step < time; step++) {
                boolean real = laid.mask().orElseThrow().isReal(row, step);
                written.append(real ? Math.round(laid.values().values()[row * time + step]) + " " : "_ ");
            }
        }
        assertThat(written.toString().strip()).isEqualTo(expected);
    }

    @ParameterizedTest
    @EnumSource
    void keepsRealStepsInTheirOrder(Relayout layout) {
        for (Relayout.Garbage garbage : Relayout.Garbage.values()) {
            Activation laid = laid(layout, 3, garbage);
            assertThat(Relayout.realValues(laid.values(), laid.mask())).containsExactly(1, 2, 3);
        }
    }

    @Test
    void leavesGapsBetweenRealSteps() {
        long gaps = 0;
        for (int seed = 0; seed < 20; seed++) {
            Activation laid = Relayout.GAPS
                    .apply(List.of(SAMPLE), 3, Relayout.Garbage.ZEROS, new Random(seed))
                    .get(0);
            int[] steps = Relayout.realSteps(laid.mask().orElseThrow(), 0);
            gaps += steps[1] - steps[0] > 1 ? 1 : 0;
        }
        assertThat(gaps).isBetween(5L, 20L);
    }

    @Test
    void poisonIsWhateverNoLayerMayTouch() {
        Activation laid = laid(Relayout.RIGHT, 9, Relayout.Garbage.POISON);
        assertThat(Arrays.stream(laid.values().values()).boxed())
                .contains(Double.NaN, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, 1e300, -1e300);
    }

    @Test
    void laysEqualMasksAlike() {
        List<Activation> laid = Relayout.GAPS.apply(List.of(SAMPLE, SAMPLE), 5, Relayout.Garbage.ZEROS, new Random(1));
        assertThat(laid.get(0).mask()).isEqualTo(laid.get(1).mask());
    }
}
