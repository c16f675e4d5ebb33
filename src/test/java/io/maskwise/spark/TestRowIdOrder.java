package io.maskwise.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.maskwise.sequence.PaddedSequence;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TestRowIdOrder {
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void isThatOfFilesThenLinesThenWindows(long seed) {
        List<String> ordered = List.of(
                "another", "a:2", "a:10#0", "a:10#1", "a:10#2", "a:10#10", "a:11", "a:x", "a:x#1", "b:1", "b:1#0");
        List<String> shuffled = new ArrayList<>(ordered);
        Collections.shuffle(shuffled, new Random(seed));
        assertThat(shuffled.stream()
                        .map(id -> new PaddedSequence(id, new int[] {2}, new boolean[] {true}, new int[0]))
                        .sorted(new RowIdOrder())
                        .map(PaddedSequence::id))
                .isEqualTo(ordered);
    }
}
