package io.maskwise.sequence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TestWindows {
    /** Steps, length, stride, and the windows as {@code from-to}. */
    @ParameterizedTest
    @CsvSource({
        "0, 4, 2, 0-0",
        "1, 4, 2, 0-1",
        "4, 4, 2, 0-4",
        "5, 4, 2, 0-4 2-5",
        "6, 4, 2, 0-4 2-6",
        "7, 4, 2, 0-4 2-6 4-7",
        "8, 4, 2, 0-4 2-6 4-8",
        "9, 4, 4, 0-4 4-8 8-9",
        "8, 4, 4, 0-4 4-8",
        "7, 4, 3, 0-4 3-7",
        "8, 4, 3, 0-4 3-7 6-8",
        "3, 1, 1, 0-1 1-2 2-3"
    })
    void areWhereTheyShouldBe(int steps, int length, int stride, String expected) {
        Windows windows = new Windows(length, stride);
        assertThat(IntStream.range(0, windows.count(steps))
                        .mapToObj(window -> windows.from(window) + "-" + windows.to(window, steps))
                        .collect(Collectors.joining(" ")))
                .isEqualTo(expected);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void holdEveryStepAndNoneOnlyRepeats(long seed) {
        Random random = new Random(seed);
        for (int trial = 0; trial < 500; trial++) {
            int length = 1 + random.nextInt(10);
            Windows windows = new Windows(length, 1 + random.nextInt(length));
            int steps = random.nextInt(60);
            int reached = 0;
            for (int window = 0; window < windows.count(steps); window++) {
                int from = windows.from(window);
                int to = windows.to(window, steps);
                assertThat(from).as("%s of %d steps", windows, steps).isEqualTo(window * windows.stride());
                assertThat(from).isLessThanOrEqualTo(reached);
                assertThat(to - from).isLessThanOrEqualTo(length);
                assertThat(to).isGreaterThan(steps == 0 ? -1 : reached);
                reached = to;
            }
            assertThat(reached).isEqualTo(steps);
        }
    }

    @Test
    void theLongestSequenceDoesNotOverflow() {
        Windows windows = new Windows(Integer.MAX_VALUE - 1, Integer.MAX_VALUE - 1);
        assertThat(windows.count(Integer.MAX_VALUE)).isEqualTo(2);
        assertThat(windows.to(1, Integer.MAX_VALUE)).isEqualTo(Integer.MAX_VALUE);
    }

    @Test
    void impossibleOnesAreRefused() {
        assertThatThrownBy(() -> new Windows(0, 1)).hasMessage("Invalid length of windows: 0 (must be >= 1)");
        assertThatThrownBy(() -> new Windows(3, 4))
                .hasMessage("Invalid stride of windows: 4 (must be from 1 to their length, 3)");
        assertThatThrownBy(() -> new Windows(3, 0))
                .hasMessage("Invalid stride of windows: 0 (must be from 1 to their length, 3)");
    }
}
