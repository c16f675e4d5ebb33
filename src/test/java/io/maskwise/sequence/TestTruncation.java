package io.maskwise.sequence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TestTruncation {
    @ParameterizedTest
    @CsvSource({
        "PRE, 5, abcde",
        "PRE, 2, de",
        "POST, 2, ab",
        "POST, 0, ''",
        "PRE, 0, ''",
        "MIDDLE, 6, abcde",
        "MIDDLE, 5, abcde",
        "MIDDLE, 4, abde",
        "MIDDLE, 3, abe",
        "MIDDLE, 2, ae",
        "MIDDLE, 1, a",
        "MIDDLE, 0, ''"
    })
    void keepsTheStepsAsked(Truncation truncation, int limit, String kept) {
        assertThat(truncation.keep(List.of("a", "b", "c", "d", "e"), limit))
                .isEqualTo(kept.chars().mapToObj(Character::toString).toList());
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void agreesWithKerasAtASideAndKeepsBothEndsInTheMiddle(long seed) {
        Random random = new Random(seed);
        for (int trial = 0; trial < 200; trial++) {
            List<Integer> steps = IntStream.range(0, random.nextInt(12)).boxed().toList();
            int limit = 1 + random.nextInt(12);
            int kept = Math.min(limit, steps.size());
            for (Side side : Side.values()) {
                assertThat(Truncation.of(side).keep(steps, limit))
                        .isEqualTo(PadSequences.of(new PaddingOptions(side, side, kept))
                                .to(kept)
                                .pad(List.of(steps), -1)
                                .get(0));
            }
            List<Integer> middle = Truncation.MIDDLE.keep(steps, limit);
            assertThat(middle).hasSize(kept).isSubsetOf(steps).isSorted().doesNotHaveDuplicates();
            assertThat(middle.subList(0, (kept + 1) / 2)).isEqualTo(steps.subList(0, (kept + 1) / 2));
            assertThat(middle.subList((kept + 1) / 2, kept))
                    .isEqualTo(steps.subList(steps.size() - kept / 2, steps.size()));
        }
    }

    @Test
    void theMiddleIsNoSide() {
        assertThat(Truncation.of(Side.PRE).side()).isEqualTo(Side.PRE);
        assertThatThrownBy(Truncation.MIDDLE::side)
                .hasMessage("Invalid side: middle (must be pre or post; truncate before padding)");
        assertThatThrownBy(() -> Truncation.POST.keep(List.of(), -1))
                .hasMessage("Invalid number of steps to keep: -1 (must be >= 0)");
    }
}
