package io.maskwise.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TestNumberBytes {
    private static final int[] LIMITS = {1, 1 << 7, 1 << 8, 1 << 16, 1 << 24, Integer.MAX_VALUE};

    private static int[] numbers(SplittableRandom random) {
        int limit = LIMITS[random.nextInt(LIMITS.length)];
        return random.ints(random.nextInt(20), 0, limit).toArray();
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void whatIsWrittenIsReadInItsOrder(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        NumberBytes bytes = new NumberBytes();
        for (int i = 0; i < 2_000; i++) {
            bytes.number(random.nextLong() >>> random.nextInt(Long.SIZE));
            bytes.numbers(numbers(random));
            bytes.numbers(new int[] {Integer.MAX_VALUE, -1, Integer.MIN_VALUE, 0});
            bytes.bytes(new byte[] {(byte) random.nextInt(), -1});
            bytes.text("a\u00e9\uD83D" + (char) random.nextInt(1 << 16));
        }

        SplittableRandom again = new SplittableRandom(seed);
        NumberReader reader = new NumberReader(bytes.toArray());
        for (int i = 0; i < 2_000; i++) {
            assertThat(reader.hasMore()).isTrue();
            assertThat(reader.number()).isEqualTo(again.nextLong() >>> again.nextInt(Long.SIZE));
            assertThat(reader.numbers()).isEqualTo(numbers(again));
            assertThat(reader.numbers()).containsExactly(Integer.MAX_VALUE, -1, Integer.MIN_VALUE, 0);
            assertThat(reader.bytes()).containsExactly((byte) again.nextInt(), (byte) -1);
            assertThat(reader.text()).isEqualTo("a\u00e9\uD83D" + (char) again.nextInt(1 << 16));
        }
        assertThat(reader.hasMore()).isFalse();
    }
}
