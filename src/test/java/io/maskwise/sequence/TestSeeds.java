package io.maskwise.sequence;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TestSeeds {
    @Test
    void staysTheSameForEver() {
        // The first outputs of SplitMix64 from the states 0 and 1, as published; checkpoints rely on them.
        assertThat(Seeds.derive(0)).isEqualTo(0xe220a8397b1dcdafL);
        assertThat(Seeds.derive(1)).isEqualTo(0x910a2dec89025cc1L);
    }

    @Test
    void everyCoordinateAndTheirOrderMatter() {
        Set<Long> seeds = new HashSet<>();
        for (long seed = 0; seed < 10; seed++) {
            seeds.add(Seeds.derive(seed));
            for (long epoch = -5; epoch < 20; epoch++) {
                seeds.add(Seeds.derive(seed, epoch));
                for (long worker = -5; worker < 20; worker++) {
                    seeds.add(Seeds.derive(seed, epoch, worker));
                }
            }
        }
        assertThat(seeds).hasSize(10 + 10 * 25 + 10 * 25 * 25);
    }

    @ParameterizedTest(name = "size {0}")
    @ValueSource(ints = {0, 1, 2, 3, 100})
    void aPermutationHasEveryNumberOnce(int size) {
        int[] permutation = Seeds.permutation(size, 42);
        assertThat(Arrays.stream(permutation).sorted())
                .containsExactlyElementsOf(IntStream.range(0, size).boxed().toList());
        assertThat(permutation).isEqualTo(Seeds.permutation(size, 42));
    }

    @Test
    void otherSeedsGiveOtherOrders() {
        assertThat(Seeds.permutation(100, 1)).isNotEqualTo(Seeds.permutation(100, 2));
    }

    @Test
    void everyOrderIsEquallyLikely() {
        int[] counts = new int[27];
        for (long seed = 0; seed < 60_000; seed++) {
            int[] order = Seeds.permutation(3, Seeds.derive(seed));
            counts[order[0] * 9 + order[1] * 3 + order[2]]++;
        }
        assertThat(Arrays.stream(counts).filter(count -> count > 0))
                .hasSize(6)
                .allSatisfy(count -> assertThat(count).isBetween(9_500, 10_500));
    }
}
