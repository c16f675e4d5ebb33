package io.maskwise.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TestSlices {
    /** From the last to the first, as helpers come in any order. */
    static final Helpers BACKWARDS = (parts, part) ->
            IntStream.iterate(parts - 1, i -> i >= 0, i -> i - 1).forEach(part);

    @Test
    void everyThingIsInOneSlice() {
        IntStream.of(0, 1, 2, 15, 16, 17, 31, 1_000, 1_234_567).forEach(length -> {
            int[] times = new int[length];
            new Slices(length, 16).share(BACKWARDS, (start, count) -> {
                for (int i = start; i < start + count; i++) {
                    times[i]++;
                }
            });
            assertThat(times).as("of %d things", length).containsOnly(length == 0 ? new int[0] : new int[] {1});
        });
    }

    @Test
    void slicesOfManyThingsAreOfOneSize() {
        new Slices(Integer.MAX_VALUE, 16)
                .share(Helpers.NONE, (start, count) -> assertThat(count).isBetween((1 << 27) - 1, 1 << 27));
    }
}
