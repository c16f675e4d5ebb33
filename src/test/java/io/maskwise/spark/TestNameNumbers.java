package io.maskwise.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TestNameNumbers {
    @ParameterizedTest(name = "{1} names, seed {0}")
    @CsvSource({"1, 1", "2, 500", "3, 50000"})
    void aNameHasTheNumberThatAHashMapGivesIt(long seed, int names) {
        SplittableRandom random = new SplittableRandom(seed);
        NameNumbers numbers = new NameNumbers();
        Map<String, Integer> expected = new HashMap<>();
        for (int i = 0; i < 4 * names; i++) {
            String name = "w" + random.nextInt(names);
            int number = expected.computeIfAbsent(name, first -> expected.size());
            assertThat(numbers.number(name)).as(name).isEqualTo(number);
        }
        assertThat(numbers.count()).isEqualTo(expected.size());
    }

    /** Each more digit is one of two pairs of letters that change nothing of the hash. */
    private static String ofOneHash(int number) {
        StringBuilder name = new StringBuilder();
        for (int bit = 0; bit < 13; bit++) {
            name.append(((number >> bit) & 1) == 0 ? "Aa" : "BB");
        }
        return name.toString();
    }

    @Test
    void thousandsOfNamesOfOneHashAreToldApart() {
        NameNumbers numbers = new NameNumbers();
        for (int round = 0; round < 2; round++) {
            for (int number = 0; number < 8_000; number++) {
                assertThat(numbers.number(ofOneHash(number))).isEqualTo(2 * number);
                assertThat(numbers.number("w" + number)).isEqualTo(2 * number + 1);
            }
        }
        assertThat(numbers.count()).isEqualTo(16_000);
    }

    @Test
    void namesOfOneHashAreToldApart() {
        NameNumbers numbers = new NameNumbers();
        for (String name : new String[] {"AaAa", "BBBB", "AaBB", "BBAa", "", "AaAa"}) {
            numbers.number(name);
        }
        assertThat(numbers.count()).isEqualTo(5);
        assertThat(numbers.number("BBAa")).isEqualTo(3);
        assertThat(numbers.number("")).isEqualTo(4);
    }
}
