package io.maskwise.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What TensorFlow.js says to Keras' numbers: it holds no numbers of its own, only which of Keras' it agrees with. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class TestSecondOpinion {
    private static final double ROUNDING = 2e-5;

    private final Map<String, List<String>> names = new HashMap<>();

    static Stream<Golden> opinions() {
        return Goldens.cases("tfjs_second_opinion").stream();
    }

    /** Agreement is within rounding, and on numbers that other tests compare with ours. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("opinions")
    void isOnACaseThatIsComparedHere(Golden opinion) {
        String file = opinion.content().path("file").asText();
        assertThat(names.computeIfAbsent(file, TestSecondOpinion::namesIn)).anyMatch(opinion.name()::startsWith);
        if (opinion.content().path("agree").asBoolean()) {
            assertThat(opinion.content().path("max_abs_diff").asDouble(Double.NaN))
                    .isLessThan(ROUNDING);
        }
    }

    private static List<String> namesIn(String file) {
        return Goldens.cases(file).stream().map(Golden::name).toList();
    }
}
