package io.maskwise.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TestStretch {
    private static final StoredBlocks HERE = new StoredBlocks(7, true);
    private static final StoredBlocks SENT = new StoredBlocks(7, false);

    @ParameterizedTest(name = "{0} values in {1} stretches here, {2} sent")
    @CsvSource({
        "0, 0, 0",
        "1, 1, 1",
        "1048560, 1, 1",
        "1048561, 1, 2",
        "4194288, 1, 5",
        "4194289, 2, 5",
        "268435456, 65, 257",
        "1000000000, 239, 954",
        "2147483647, 513, 1024"
    })
    void aVectorIsCoveredOnceByFewStretches(int length, int here, int sent) {
        assertCovered(Stretch.of(List.of(length), HERE), length, here);
        assertCovered(Stretch.of(List.of(length), SENT), length, sent);
    }

    private static void assertCovered(List<Stretch> stretches, int length, int count) {
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
        List<Stretch> stretches = Stretch.of(List.of(5_000_000, 0, 9_000_000), HERE);
        assertThat(stretches).extracting(Stretch::vector).containsExactly(0, 0, 2, 2, 2);
        assertThat(stretches).extracting(Stretch::name).doesNotHaveDuplicates();
    }
}
