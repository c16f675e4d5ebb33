package io.maskwise.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TestFigures {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"0 | 0", "999 | 999", "1000 | 1,000", "-1234567 | -1,234,567"})
    void groupsCounts(long value, String text) {
        assertThat(Figures.count(value)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"0.98765 | 98.8%", "0 | 0.0%", "1 | 100.0%", "NaN | NaN%"})
    void writesPercentages(double share, String text) {
        assertThat(Figures.percentage(share)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1234.5678 | 2 | 1,234.57",
                "-0.5 | 3 | -0.500",
                "-0.00001 | 4 | 0.0000",
                "-0.04 | 0 | 0",
                "Infinity | 2 | Infinity"
            })
    void roundsDecimals(double value, int digits, String text) {
        assertThat(Figures.decimal(value, digits)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0 | 0 ms",
                "999 | 999 ms",
                "1000 | 1.0 s",
                "12345 | 12.3 s",
                "59949 | 59.9 s",
                "59950 | 1m 00s",
                "245000 | 4m 05s",
                "7620000 | 2h 07m"
            })
    void writesDurations(long milliseconds, String text) {
        assertThat(Figures.duration(Duration.ofMillis(milliseconds))).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "3.55E-12, 3.6E-12", "-0.25, -2.5E-01", "12345, 1.2E+04", "NaN, NaN", "Infinity, Infinity"})
    void writesNumbersOfAnySize(double value, String text) {
        assertThat(Figures.scientific(value)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"0, 0 B", "1023, 1023 B", "1024, 1.0 KiB", "87096, 85.1 KiB", "1048576, 1.0 MiB", "5368709120, 5.0 GiB"
    })
    void writesSizesInMemory(long bytes, String text) {
        assertThat(Figures.bytes(bytes)).isEqualTo(text);
    }
}
