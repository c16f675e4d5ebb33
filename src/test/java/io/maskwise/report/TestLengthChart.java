package io.maskwise.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class TestLengthChart {
    @Test
    void barsAreAsLongAsTheirRangesAreFull() {
        String chart = LengthChart.draw(new TreeMap<>(Map.of(1, 10L, 2, 20L, 4, 1L)), 16);
        assertThat(chart).isEqualTo("""
                        length  rows
                        ------  ----  ----------------------------------------
                             1    10  ████████████████████
                             2    20  ████████████████████████████████████████
                             3     0
                             4     1  ██
                        """);
    }

    @Test
    void lengthsArePutTogetherSoThatTheLinesSuffice() {
        TreeMap<Integer, Long> lengths = new TreeMap<>();
        for (int length = 1; length <= 75; length++) {
            lengths.put(length, 1L);
        }
        assertThat(LengthChart.draw(lengths, 16).lines().skip(2))
                .hasSize(16)
                .startsWith("0 to 4       4  ████████████████████████████████")
                .endsWith("75 to 79     1  ████████");
    }

    @Test
    void noRowsGiveNoChart() {
        assertThat(LengthChart.draw(Collections.emptySortedMap(), 16)).isEmpty();
    }
}
