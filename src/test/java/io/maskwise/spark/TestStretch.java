package io.maskwise.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TestStretch {
    @ParameterizedTest(name = "{0} values in {1} stretches")
    @CsvSource({
        "0, 0",
        "1, 1",
        "262144, 1",
        "262145, 2",
        "268435456, 1024",
        "268435457, 1024",
        "1000000000, 1024",
        "2147483647, 1024"
    })
    void aVectorIsCoveredOnceByFewStretches(int length, int count) {
        List<Stretch> stretches = Stretch.of(List.of(length));
        assertThat(stretches).hasSize(count);
        int next = 0;
        for (Stretch stretch : stretches) {
            assertThat(stretch.start()).isEqualTo(next);
            assertThat(stretch.length()).isPositive();
            next = stretch.end();
        }
        assertThat(next).isEqualTo(length);
    }

    @Test
    void stretchesOfSeveralVectorsHaveNamesOfTheirOwn() {
        List<Stretch> stretches = Stretch.of(List.of(300_000, 0, 600_000));
        assertThat(stretches).extracting(Stretch::vector).containsExactly(0, 0, 2, 2, 2);
        assertThat(stretches).extracting(Stretch::name).doesNotHaveDuplicates();
    }
}
