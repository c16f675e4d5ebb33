package io.maskwise.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.maskwise.testing.MergeLaws;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class TestNamedConfusion {
    static IntStream seeds() {
        return IntStream.rangeClosed(1, 20);
    }

    private static NamedConfusion confusion(List<Map.Entry<String, String>> pairs) {
        NamedConfusion confusion = new NamedConfusion();
        pairs.forEach(pair -> confusion.add(pair.getKey(), pair.getValue()));
        return confusion;
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void anySplitAndOrderMergesToTheWhole(int seed) {
        Random random = new Random(seed);
        List<Map.Entry<String, String>> pairs = Stream.generate(
                        () -> Map.entry("c" + random.nextInt(4), "c" + random.nextInt(5)))
                .limit(random.nextInt(30))
                .toList();
        new MergeLaws<>(TestNamedConfusion::confusion, NamedConfusion::merge).hold(pairs, seed);
    }

    @Test
    void classesAreOrderedByName() {
        NamedConfusion confusion =
                confusion(List.of(Map.entry("b", "c"), Map.entry("b", "c"), Map.entry("b", "a"), Map.entry("d", "d")));
        assertThat(confusion.classes()).containsExactly("a", "b", "c", "d");
        assertThat(confusion.predictions("b")).containsExactly(Map.entry("a", 1L), Map.entry("c", 2L));
        assertThat(confusion.predictions("nobody")).isEmpty();
        assertThat(confusion.matrix().count(1, 2)).isEqualTo(2);
        assertThat(confusion.matrix().correct()).isEqualTo(1);
    }

    @Test
    void ofNothingEverythingIsZero() {
        assertThat(new NamedConfusion().classes()).isEmpty();
        assertThat(new NamedConfusion().matrix().total()).isEqualTo(0);
        assertThat(new NamedConfusion().matrix().macro()).isEqualTo(new ClassScores(0, 0, 0, 0));
    }
}
