package io.maskwise.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
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
            bytes.bytes(new byte[] {(byte) random.nextInt(), -1, 5}, 2);
            bytes.numbers(new int[] {3, 300, 70_000}, 1 + i % 3);
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
            assertThat(reader.numbers()).isEqualTo(Arrays.copyOf(new int[] {3, 300, 70_000}, 1 + i % 3));
            assertThat(reader.text()).isEqualTo("a\u00e9\uD83D" + (char) again.nextInt(1 << 16));
        }
        assertThat(reader.hasMore()).isFalse();
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {4, 5, 6})
    void numbersAreReadIntoOneRoomOrPassedBy(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        NumberBytes bytes = new NumberBytes();
        bytes.text("is forgotten");
        bytes.clear();
        for (int i = 0; i < 2_000; i++) {
            bytes.numbers(numbers(random));
        }
        SplittableRandom again = new SplittableRandom(seed);
        NumberReader reader = new NumberReader(bytes.toArray());
        int[] room = new int[1];
        for (int i = 0; i < 2_000; i++) {
            int[] expected = numbers(again);
            if (i % 3 == 0) {
                reader.skipNumbers();
            } else {
                room = reader.numbers(room);
                assertThat(Arrays.copyOf(room, reader.count())).isEqualTo(expected);
            }
            assertThat(reader.count()).isEqualTo(expected.length);
        }
        assertThat(reader.hasMore()).isFalse();
        assertThat(room).hasSizeLessThan(40);
    }
}
