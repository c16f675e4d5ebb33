package io.maskwise.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TestOneLine {
    @ParameterizedTest
    @CsvSource({
        "'', ''",
        "'a\rb\nc\td\u0001e', 'a\\u000db\\u000ac\\u0009d\\u0001e'",
        "'a\u2028b\ud83d', 'a\\u2028b\\ud83d'",
        "'caf\u00e9 \ud83d\ude00 \u05d0', 'caf\u00e9 \ud83d\ude00 \u05d0'",
    })
    void whatEndsALineIsEscapedAndNothingElse(String text, String line) {
        assertThat(OneLine.of(text)).isEqualTo(line);
    }

    @Test
    void whatIsLongIsCutOff() {
        assertThat(OneLine.of("x".repeat(1000))).hasSize(1000).doesNotContain("…");
        assertThat(OneLine.of("x".repeat(1001))).hasSize(1001).endsWith("x…");
        assertThat(new RejectedRecord(new SourcePosition("a", 1), "r", "a\rb").detail())
                .isEqualTo("a\\u000db");
    }
}
