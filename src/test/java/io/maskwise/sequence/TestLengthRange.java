package io.maskwise.sequence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TestLengthRange {
    @ParameterizedTest(name = "{0} is in {1}")
    @CsvSource({
        "0, 0",
        "1, 1 to 4",
        "4, 1 to 4",
        "5, 5 to 8",
        "8, 5 to 8",
        "9, 9 to 16",
        "17, 17 to 32",
        "1024, 513 to 1024",
        "1025, 1025 to 2048",
        "1073741824, 536870913 to 1073741824",
        "1073741825, 1073741825 to 2147483647",
        "2147483647, 1073741825 to 2147483647"
    })
    void rangesEndAtPowersOfTwo(int length, String range) {
        assertThat(LengthRange.of(length)).hasToString(range);
    }

    @Test
    void everyLengthIsInOneRangeAndTheRangesAreSideBySide() {
        LengthRange before = LengthRange.of(0);
        for (int length = 1; length < 5000; length++) {
            LengthRange range = LengthRange.of(length);
            assertThat(length).isBetween(range.shortest(), range.longest());
            if (!range.equals(before)) {
                assertThat(range).isGreaterThan(before);
                assertThat(range.shortest()).isEqualTo(before.longest() + 1);
            }
            before = range;
        }
    }

    @Test
    void refusesWhatIsNoRange() {
        assertThatThrownBy(() -> new LengthRange(5, 4))
                .hasMessage("Invalid range of lengths: 5 to 4 (must be 0 or more, and ascend)");
        assertThatThrownBy(() -> LengthRange.of(-1))
                .hasMessage("Invalid range of lengths: -1 to -1 (must be 0 or more, and ascend)");
    }
}
