package io.maskwise.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TestSplitSample {
    private static final List<FileRows> FILES =
            List.of(new FileRows(4, "a", 10), new FileRows(8, "b", 1), new FileRows(16, "c", 9));

    @Test
    void takesRowsAtEvenDistances() {
        assertThat(SplitSample.of(FILES, 4).positions())
                .containsExactly(Map.entry(FILES.get(0), List.of(2L, 7L)), Map.entry(FILES.get(2), List.of(1L, 6L)));
        assertThat(SplitSample.of(FILES, 1).positions()).containsExactly(Map.entry(FILES.get(1), List.of(0L)));
    }

    @ParameterizedTest(name = "{0} rows")
    @ValueSource(ints = {1, 2, 3, 7, 19, 20, 21, 1000})
    void takesAsManyAsAreAskedForOrThereAre(int rows) {
        Map<FileRows, List<Long>> positions = SplitSample.of(FILES, rows).positions();
        assertThat(positions.values().stream().mapToInt(List::size).sum()).isEqualTo(Math.min(rows, 20));
        positions.forEach((file, ofFile) -> assertThat(ofFile)
                .isSorted()
                .doesNotHaveDuplicates()
                .allMatch(position -> position >= 0 && position < file.rows()));
    }

    @Test
    void takesNothingOfNothing() {
        assertThat(SplitSample.of(List.of(), 5).positions()).isEmpty();
    }
}
