package io.maskwise.report.html;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TestAxis {
    private static List<String> labels(Axis axis) {
        return axis.ticks().stream().map(axis::label).toList();
    }

    @ParameterizedTest
    @CsvSource({
        "1, 0.0 0.2 0.4 0.6 0.8 1.0",
        "0.93, 0.0 0.2 0.4 0.6 0.8 1.0",
        "2.6, 0.0 0.5 1.0 1.5 2.0 2.5 3.0",
        "0, 0.0 0.2 0.4 0.6 0.8 1.0",
        "34567, '0 10,000 20,000 30,000 40,000'",
        "0.003, 0.0000 0.0005 0.0010 0.0015 0.0020 0.0025 0.0030",
    })
    void aHeightHasRoundTicksFromZeroToAboveIt(double highest, String labels) {
        assertThat(String.join(" ", labels(Axis.upTo(highest, 6)))).isEqualTo(labels);
    }

    @ParameterizedTest
    @CsvSource({"1, 0 1", "2, 0 1 2", "35, 0 10 20 30", "1200, '0 200 400 600 800 1,000 1,200'"})
    void roundsHaveTicksAtWholeNumbers(long last, String labels) {
        assertThat(String.join(" ", labels(Axis.between(0, last, 6)))).isEqualTo(labels);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void nothingIsAboveTheAxisAndLabelsDiffer(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 1000; i++) {
            double highest = Math.pow(10, random.nextDouble(-9, 9));
            Axis axis = Axis.upTo(highest, 6);
            assertThat(axis.high()).isGreaterThanOrEqualTo(highest * (1 - 1e-8));
            assertThat(labels(axis)).doesNotHaveDuplicates().hasSizeBetween(3, 8);
        }
    }
}
