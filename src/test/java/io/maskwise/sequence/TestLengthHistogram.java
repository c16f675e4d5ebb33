package io.maskwise.sequence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.maskwise.testing.MergeLaws;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TestLengthHistogram {
    @Test
    void countsRowsAndSteps() {
        LengthHistogram histogram = LengthHistogram.of(3, 0, 3, 7);
        assertThat(histogram.counts()).containsExactly(Map.entry(0, 1L), Map.entry(3, 2L), Map.entry(7, 1L));
        assertThat(histogram.rows()).isEqualTo(4);
        assertThat(histogram.tokens()).isEqualTo(13);
        assertThat(histogram.longest()).isEqualTo(7);
        assertThat(histogram).isEqualTo(LengthHistogram.ofCounts(Map.of(7, 1L, 3, 2L, 0, 1L, 5, 0L)));
    }

    @Test
    void nothingIsDefined() {
        assertThat(LengthHistogram.empty().rows()).isEqualTo(0);
        assertThat(LengthHistogram.empty().tokens()).isEqualTo(0);
        assertThat(LengthHistogram.empty().longest()).isEqualTo(0);
        assertThat(LengthHistogram.of()).isEqualTo(LengthHistogram.empty());
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void anySplitMergesToTheWhole(long seed) {
        List<Integer> lengths = new Random(seed).ints(50, 0, 12).boxed().toList();
        MergeLaws<Integer, LengthHistogram> laws =
                new MergeLaws<>(TestLengthHistogram::histogram, LengthHistogram::merge);
        laws.hold(lengths, seed);
    }

    private static LengthHistogram histogram(List<Integer> lengths) {
        return LengthHistogram.of(lengths.stream().mapToInt(Integer::intValue).toArray());
    }

    @Test
    void overflowIsAnErrorAndNotANumber() {
        LengthHistogram huge = LengthHistogram.empty().plus(4, Long.MAX_VALUE);
        assertThatThrownBy(() -> huge.plus(4, 1)).isInstanceOf(ArithmeticException.class);
        assertThatThrownBy(() -> huge.plus(5, 1).rows()).isInstanceOf(ArithmeticException.class);
        assertThatThrownBy(huge::tokens).isInstanceOf(ArithmeticException.class);
    }

    @Test
    void negativeLengthsAndCountsAreRefused() {
        assertThatThrownBy(() -> LengthHistogram.of(-1)).hasMessage("Invalid length: -1 (must be >= 0)");
        assertThatThrownBy(() -> LengthHistogram.empty().plus(2, -1))
                .hasMessage("Invalid count of rows of length 2: -1 (must be >= 0)");
    }
}
