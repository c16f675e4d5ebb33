package io.maskwise.sequence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TestMask {
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void tellsWhatItWasMadeFrom(long seed) {
        Random random = new Random(seed);
        boolean[][] rows = new boolean[1 + random.nextInt(5)][random.nextInt(6)];
        long real = 0;
        for (boolean[] row : rows) {
            for (int step = 0; step < row.length; step++) {
                row[step] = random.nextBoolean();
                real += row[step] ? 1 : 0;
            }
        }
        Mask mask = Mask.of(rows);
        assertThat(mask.toRows()).isDeepEqualTo(rows);
        assertThat(mask.realSteps()).isEqualTo(real);
        assertThat(mask).isEqualTo(Mask.of(mask.toRows())).hasSameHashCodeAs(Mask.of(mask.toRows()));
    }

    @Test
    void countsRealSteps() {
        Mask mask = Mask.of(new boolean[][] {{true, false, true}, {false, false, false}});
        assertThat(mask.batch()).isEqualTo(2);
        assertThat(mask.time()).isEqualTo(3);
        assertThat(mask.realSteps(0)).isEqualTo(2);
        assertThat(mask.realSteps(1)).isEqualTo(0);
        assertThat(mask.isReal(0, 2)).isTrue();
        assertThat(mask.isReal(0, 1)).isFalse();
        assertThat(mask.isAllReal()).isFalse();
        assertThat(mask).hasToString("Mask[2, 3] 101|000");
    }

    @Test
    void padsOnEitherSide() {
        assertThat(Mask.ofLengths(new int[] {2, 0, 3}, 3, Side.POST)).hasToString("Mask[3, 3] 110|000|111");
        assertThat(Mask.ofLengths(new int[] {2, 0, 3}, 3, Side.PRE)).hasToString("Mask[3, 3] 011|000|111");
        assertThat(Mask.ofLengths(new int[] {3, 3}, 3, Side.PRE)).isEqualTo(Mask.allReal(2, 3));
        assertThat(Mask.allReal(2, 3).isAllReal()).isTrue();
    }

    @Test
    void rowsThatAreLeftOutHaveNothingReal() {
        Mask mask = Mask.of(new boolean[][] {{true, false, true}, {true, true, true}, {false, false, true}});
        assertThat(mask.onlyRows(row -> row != 1)).hasToString("Mask[3, 3] 101|000|001");
        assertThat(mask.onlyRows(row -> true)).isEqualTo(mask);
        assertThat(mask.onlyRows(row -> false).realSteps()).isZero();
    }

    @Test
    void sharesNothingWithItsRows() {
        boolean[][] rows = {{true, true}};
        Mask mask = Mask.of(rows);
        rows[0][0] = false;
        mask.toRows()[0][1] = false;
        assertThat(mask.isAllReal()).isTrue();
    }

    @Test
    void masksOfOtherShapesDifferThoughTheirStepsAreAlike() {
        assertThat(Mask.allReal(2, 3)).isNotEqualTo(Mask.allReal(3, 2));
        assertThat(Mask.allReal(0, 3)).isNotEqualTo(Mask.allReal(3, 0));
        assertThat(Mask.of(new boolean[0][])).isEqualTo(Mask.allReal(0, 0));
    }

    @Test
    void refusesWhatIsNoMask() {
        assertThatThrownBy(() -> Mask.of(new boolean[][] {{true}, {true, false}}))
                .hasMessage("Invalid mask: row 1 has 2 steps (must be 1, as row 0)");
        assertThatThrownBy(() -> Mask.ofLengths(new int[] {1, 4}, 3, Side.POST))
                .hasMessage("Invalid length of row 1: 4 (must be 0 to 3)");
        assertThatThrownBy(() -> Mask.allReal(2, 3).isReal(0, 3))
                .isInstanceOf(IndexOutOfBoundsException.class)
                .hasMessage("Invalid step: 3 (must be 0 to 2)");
    }
}
