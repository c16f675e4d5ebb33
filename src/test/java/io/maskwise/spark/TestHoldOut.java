package io.maskwise.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.maskwise.text.HoldOutOptions;
import io.maskwise.text.SourcePosition;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TestHoldOut {
    private static final int ROWS = 20_000;

    private static HoldOut holdOut(long seed) {
        return new HoldOut(new HoldOutOptions(Map.of("test", 0.1, "validation", 0.25), seed));
    }

    private static Map<String, Integer> rowsOfSplits(HoldOut holdOut, String file) {
        Map<String, Integer> rows = new TreeMap<>();
        LongStream.rangeClosed(1, ROWS)
                .forEach(line -> rows.merge(holdOut.split("train", new SourcePosition(file, line)), 1, Integer::sum));
        return rows;
    }

    /** Five standard deviations: a right hash fails once in a million seeds, and these are fixed. */
    private static Offset<Integer> bound(double fraction) {
        return Offset.offset((int) (5 * Math.sqrt(ROWS * fraction * (1 - fraction))));
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {0, 1, -1, 42, Long.MAX_VALUE})
    void theFractionsAreThoseAskedFor(long seed) {
        for (String file : new String[] {"train.txt", "a", "part-00000.conllu.gz"}) {
            Map<String, Integer> rows = rowsOfSplits(holdOut(seed), file);
            assertThat(rows.keySet()).containsExactly("test", "train", "validation");
            assertThat(rows.get("test")).isCloseTo(ROWS / 10, bound(0.1));
            assertThat(rows.get("validation")).isCloseTo(ROWS / 4, bound(0.25));
        }
    }

    /** Of two independent choices of a tenth, a hundredth of the rows is in both. */
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {2, 3, 4})
    void anotherSeedOrAnotherFileHoldsOutOtherRows(long seed) {
        long bySeed = 0;
        long byFile = 0;
        for (long line = 1; line <= ROWS; line++) {
            SourcePosition here = new SourcePosition("a.txt", line);
            boolean test = holdOut(seed).split("train", here).equals("test");
            bySeed += test && holdOut(seed + 1).split("train", here).equals("test") ? 1 : 0;
            byFile += test
                            && holdOut(seed)
                                    .split("train", new SourcePosition("b.txt", line))
                                    .equals("test")
                    ? 1
                    : 0;
        }
        assertThat((int) bySeed).isCloseTo(ROWS / 100, bound(0.01));
        assertThat((int) byFile).isCloseTo(ROWS / 100, bound(0.01));
    }

    /**
     * So that nobody changes the hash by mistake, and rows their splits. These are the second letters of the splits' names,
     * as a program in another language computed them.
     */
    @Test
    void theSplitsOfSomeRowsAreWrittenDown() {
        StringBuilder splits = new StringBuilder();
        for (long line = 1; line <= 24; line++) {
            splits.append(holdOut(1)
                    .split("train", new SourcePosition("train.txt", line))
                    .charAt(1));
        }
        assertThat(splits).hasToString("raeraraaerrrrrrrrrrrraar");
    }

    @Test
    void otherSplitsAndCorporaWithoutHoldOutKeepTheirRows() {
        for (long line = 1; line <= 100; line++) {
            SourcePosition here = new SourcePosition("a.txt", line);
            assertThat(holdOut(1).split("dev", here)).isEqualTo("dev");
            assertThat(new HoldOut(HoldOutOptions.NONE).split("train", here)).isEqualTo("train");
        }
    }
}
